import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, expectOnlyReportedChanges } from '../../../test/formats.ts';
import type { Edit } from '../format.ts';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';
import { jsonFormat } from './json-format.ts';

const options = { statedEncoding: null };

function spliced(text: string, ...edits: Edit[]): string {
  const result = jsonFormat.splice(encodeUtf8(text), edits, options);
  if (result.kind === 'rejected') throw new Error(`${result.path} ${result.reason}`);
  expectOnlyReportedChanges(encodeUtf8(text), result);
  expect(new Set(result.changes.map(({ path }) => path))).toEqual(new Set(edits.map(({ path }) => path)));
  return decodeUtf8(result.bytes);
}

function reasonOf(text: string, edit: Edit): string {
  const result = jsonFormat.splice(encodeUtf8(text), [edit], options);
  return result.kind === 'rejected' ? result.reason : result.kind;
}

describe('spliceJson', () => {
  it('refuses a text with which the rest would be read in another character set', () => {
    const body = new Uint8Array([...Buffer.from('{"a":"'), 0xe9, ...Buffer.from('","b":"blå"}')]);
    const result = jsonFormat.splice(body, [{ path: 'a', text: 'e' }], options);
    expect(result).toMatchObject({ kind: 'rejected', reason: 'other-charset' });
    expect(jsonFormat.splice(body, [{ path: 'a', text: 'é' }], options).kind).toBe('spliced');
  });

  it('gives back every text that is written into a string, and nothing else changes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.string({ unit: 'binary' }), fc.nat(), (json, value, at) => {
        const body = encodeUtf8(json);
        const leaves = allLeaves(jsonFormat.parse(body, options).nodes);
        const leaf = leaves[at % Math.max(1, leaves.length)];
        if (leaf === undefined) return;
        const result = jsonFormat.splice(body, [{ path: leaf.path, text: value }], options);
        if (body[leaf.span[0] - 1] !== 0x22 || leaf.path.endsWith('~name')) return;
        if (result.kind === 'rejected') throw new Error(`${leaf.path} ${result.reason}`);
        expectOnlyReportedChanges(body, result);
        const after = allLeaves(jsonFormat.parse(result.bytes, options).nodes);
        expect(after.map(({ path, text }) => [path, text])).toEqual(
          leaves.map((each) => [each.path, each.path === leaf.path ? value : each.text]),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the digits of a number as typed, and lets a number, true and null be no text', () => {
    expect(spliced('{"a": 1.50}', { path: 'a', text: '1.500' })).toBe('{"a": 1.500}');
    expect(spliced('[true]', { path: '[0]', text: 'false' })).toBe('[false]');
    expect(reasonOf('{"a":1}', { path: 'a', text: '1,5' })).toBe('not-editable');
    expect(reasonOf('{"a":1}', { path: 'a', text: '1}' })).toBe('not-editable');
    expect(reasonOf('{"a":true}', { path: 'a', text: '1' })).toBe('not-editable');
    expect(reasonOf('{"a":null}', { path: 'a', text: 'x' })).toBe('not-editable');
    expect(reasonOf('{"a":{"b":1}}', { path: 'a', text: 'x' })).toBe('not-editable');
    expect(reasonOf('{"a":"b', { path: 'a', text: 'x' })).toBe('not-editable');
  });

  it('changes nothing when the text is the one that is shown, however it was written', () => {
    const text = '{"a":"\\u00e6\\/","b":01,"c":[ ]}';
    expect(spliced(text, { path: 'a', text: 'æ/' }, { path: 'b', text: '01' }, { path: 'c', text: '' })).toBe(text);
  });

  it('adds what is missing as its neighbours are written', () => {
    expect(spliced('{"a":1}', { path: 'b', text: 'x' })).toBe('{"a":1,"b":"x"}');
    expect(spliced('{}', { path: 'b[0].c', text: 'x' })).toBe('{"b":[{"c":"x"}]}');
    expect(spliced('{\r\n\t"a": {}\r\n}', { path: 'a.b', text: 'x' })).toBe(
      '{\r\n\t"a": {\r\n\t\t"b": "x"\r\n\t}\r\n}',
    );
    expect(spliced('{\n  "a" : 1\n}\n', { path: 'b[0]', text: '"' })).toBe(
      '{\n  "a" : 1,\n  "b" : [\n    "\\""\n  ]\n}\n',
    );
    expect(spliced('{ "a": [1, 2] }', { path: 'a[2]', text: 'x' })).toBe('{ "a": [1, 2, "x"] }');
  });

  it('adds several places to one object, in the order they are given, beside edits of what is there', () => {
    expect(
      spliced(
        '{\n "z": "0",\n "a": {},\n "y": "1"\n}',
        { path: 'a.b', text: '1' },
        { path: 'y', text: '2' },
        { path: 'a.c', text: '3' },
        { path: 'z', text: '00' },
        { path: 'w', text: '4' },
      ),
    ).toBe('{\n "z": "00",\n "a": {\n  "b": "1",\n  "c": "3"\n },\n "y": "2",\n "w": "4"\n}');
  });

  it('refuses places that cannot be', () => {
    expect(reasonOf('{"a":[1]}', { path: 'a[2]', text: 'x' })).toBe('no-such-path');
    expect(reasonOf('{"a":[1]}', { path: 'a.b', text: 'x' })).toBe('no-such-path');
    expect(reasonOf('{"a":1}', { path: 'a.b', text: 'x' })).toBe('no-such-path');
    expect(reasonOf('{"a":1}', { path: 'b#2', text: 'x' })).toBe('no-such-path');
    expect(reasonOf('{"a":1}', { path: '$', text: 'x' })).toBe('no-such-path');
    expect(reasonOf('{"a":1', { path: 'b', text: 'x' })).toBe('no-such-path');
    expect(reasonOf('', { path: 'b', text: 'x' })).toBe('no-such-path');
  });

  it('writes what the stated character set lacks as an escape', () => {
    const body = Uint8Array.from('{"a":"\u00f8"}', (character) => character.charCodeAt(0));
    const result = jsonFormat.splice(body, [{ path: 'a', text: 'å漢' }], { statedEncoding: 'iso-8859-1' });
    expect(result.kind === 'spliced' && String.fromCharCode(...result.bytes)).toBe('{"a":"\u00e5\\u6f22"}');
  });
});
