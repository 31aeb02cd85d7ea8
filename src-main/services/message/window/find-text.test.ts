import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDocument } from './body-document.ts';
import { findText } from './find-text.ts';
import { createShownText } from './row-text.ts';

const head = 'MSH|^~\\&|LAB|HUS|EPJ||20261122||ORU^R01|MSG1|P|2.5\rPID|1||15876500288^^^FNR||Testesen^Tora\r';

function search(text: string, wanted: string, masked = true) {
  const document = openDocument({ bytes: new TextEncoder().encode(text), encoding: 'UTF-8', fidelity: 'engine-text' });
  return findText(document, createShownText(document, masked), { text: wanted, isCaseSensitive: false });
}

/** PV1-19 is the number of a visit: masked, with visible text behind it. */
const withVisit = (visit: string): string => `${head}PV1|1${'|'.repeat(18)}${visit}|1|1|77|1\rOBX|1|TX|K||1|1\r`;
const withProperty = (name: string): string =>
  JSON.stringify({ resourceType: 'Patient', name: [{ family: name }], active: true, language: 'aa' });

describe('findText', () => {
  it('finds texts with any punctuation, as they are written', () => {
    const punctuation = '!"#$%\'()*+,-./:;<=>?@[]_`{}';
    const body = `${head}NTE|1||a-b 2026-03 PID-3 ${punctuation} end\r`;
    for (const wanted of ['a-b', 'PID-3', '2026-03', punctuation, ...punctuation, '^~\\&'])
      expect(search(body, wanted).hits, wanted).not.toEqual([]);
    expect(search(`${head}NTE|1||axb\r`, 'a-b').hits).toEqual([]);
    expect(search(`${head}NTE|1||axb\r`, 'a.b').hits).toEqual([]);
  });

  it('tells nothing of a masked value by the hits beside it', () => {
    expect(search(withVisit('7701'), '1|1')).toEqual(search(withVisit('7702'), '1|1'));
    expect(search(withVisit('7702'), '1|1').hits.length).toBe(3);
    const digits = fc.stringMatching(/^[127]{4}$/);
    const term = fc.string({ unit: fc.constantFrom('1', '2', '7', '|', '\r', 'O', 'v'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(digits, digits, term, (one, other, wanted) => {
        expect(search(withVisit(one), wanted)).toEqual(search(withVisit(other), wanted));
      }),
    );
  });

  it('tells as little in JSON, where a value of the patient stands between quotes', () => {
    const name = fc.stringMatching(/^[a}"{,]{6}$/).map((text) => text.replaceAll('"', 'b'));
    const term = fc.string({ unit: fc.constantFrom('a', 'b', '"', '}', ']', ','), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(name, name, term, (one, other, wanted) => {
        expect(search(withProperty(one), wanted)).toEqual(search(withProperty(other), wanted));
      }),
    );
  });

  it('finds as much in a large body as in its parts, each place once', () => {
    const line = 'NTE|1||aaaa-aaaa å\r';
    const count = 60_000;
    const { hits, isCut } = search(`${head}${line.repeat(count)}OBX|1|TX|K||Natrium-Natrium`, 'natrium-n', false);
    expect([hits.length, isCut]).toEqual([1, false]);
    // The second of two that overlap begins where a part ends.
    const overlapping = `${head}NTE|1||${'z'.repeat(1024 * 1024 - head.length - 9)}xyxyx`;
    expect(search(overlapping, 'xyx', false).hits.length).toBe(1);
    expect(search(overlapping, 'xy', false).hits.length).toBe(2);
  });
});
