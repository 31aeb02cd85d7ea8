import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../../../test/corpus.ts';
import { parseMessage } from '../../index.ts';
import { encodeUtf8 } from '../text-codec.ts';
import { compareMessages } from './compare-messages.ts';

const options = { statedEncoding: null };
const header = 'MSH|^~\\&|LAB|HUS|DIPS|HUS|20260312||ORU^R01|A1|P|2.5.1';
const patient = 'PID|1||7^^^X||Nordmann^Kari';
const [potassium, sodium, calcium] = ['OBX|1|NM|K||4.1', 'OBX|2|NM|NA||140', 'OBX|3|NM|CA||2.3'] as const;

function compare(before: string[], after: string[], ignore: string[] = []) {
  const [a, b] = [before, after].map((lines) => parseMessage(encodeUtf8(lines.join('\r')), options));
  return compareMessages(a!, b!, { ignore }).differences.map(({ kind, path, before: old, after: now }) => [
    kind,
    path,
    old?.text ?? null,
    now?.text ?? null,
  ]);
}

describe('compareMessages', () => {
  it('finds nothing between a message and itself', () => {
    expect(compare([header, patient, potassium], [header, patient, potassium])).toEqual([]);
  });

  it('names the component that changed', () => {
    expect(compare([header, patient], [header, patient.replace('Kari', 'Ola')])).toEqual([
      ['changed', 'PID-5[1].2', 'Kari', 'Ola'],
    ]);
  });

  it('calls one more result one difference, wherever it stands', () => {
    const inserted = compare([header, potassium, calcium], [header, potassium, sodium, calcium.replace('|3|', '|2|')]);
    expect(inserted.filter(([kind]) => kind === 'added').map(([, path]) => path)).toEqual([
      'OBX[2]-1',
      'OBX[2]-2',
      'OBX[2]-3',
      'OBX[2]-5',
    ]);
    expect(inserted.filter(([kind]) => kind !== 'added')).toEqual([['changed', 'OBX[2]-1', '3', '2']]);
  });

  it('calls one result less a removal, and names both addresses of a place that has moved', () => {
    const [short, long] = [
      [header, potassium, calcium.replace('|3|', '|2|')],
      [header, potassium, sodium, calcium],
    ];
    const removed = compare(long, short);
    expect(removed.filter(([kind]) => kind === 'removed').map(([, path]) => path)).toEqual([
      'OBX[2]-1',
      'OBX[2]-2',
      'OBX[2]-3',
      'OBX[2]-5',
    ]);
    const [a, b] = [long, short].map((lines) => parseMessage(encodeUtf8(lines.join('\r')), options));
    const moved = compareMessages(a!, b!, { ignore: [] }).differences.filter(({ kind }) => kind === 'changed');
    expect(moved.map(({ path, pathInOther }) => [path, pathInOther])).toEqual([['OBX[3]-1', 'OBX[2]-1']]);
  });

  it('passes over a whole segment it is told to', () => {
    expect(compare([header, patient], [header, patient.replace('Kari', 'Ola').replace('7^', '8^')], ['PID'])).toEqual(
      [],
    );
  });

  it('compares elements and properties by name', () => {
    const [a, b] = ['<a><b>1</b><c x="1"/></a>', '<a><c x="2"/><b>1</b></a>'].map((text) =>
      parseMessage(encodeUtf8(text), options),
    );
    expect(compareMessages(a!, b!, { ignore: [] }).differences.map(({ path }) => path)).toContain('/a/c/@x');
    const [c, d] = ['{"a":{"b":1}}', '{"a":{"b":2}}'].map((text) => parseMessage(encodeUtf8(text), options));
    expect(compareMessages(c!, d!, { ignore: [] }).differences.map(({ path }) => path)).toEqual(['a.b']);
  });

  it('says when there are more differences than it lists, and lists thousands in short time', () => {
    const many = (unit: string) => [
      header,
      ...Array.from({ length: 6000 }, (_, at) => `OBX|${at}|ST|${unit}${at}||${unit}`),
    ];
    const [a, b] = [many('x'), many('y')].map((lines) => parseMessage(encodeUtf8(lines.join('\r')), options));
    const { differences, isComplete } = compareMessages(a!, b!, { ignore: [] });
    expect(isComplete).toBe(false);
    expect(differences.length).toBe(2000);
    expect(compareMessages(a!, a!, { ignore: [] }).isComplete).toBe(true);
  });

  it('passes over trailing empty fields and the places it is told to', () => {
    expect(compare([header, patient], [header, `${patient}|||`])).toEqual([]);
    expect(
      compare([header], [header.replace('20260312', '20270101').replace('A1', 'A2')], ['MSH-7', 'MSH-10']),
    ).toEqual([]);
  });

  it('tells an explicit null from an empty field', () => {
    expect(compare(['MSH|^~\\&|A', 'PID|1||7'], ['MSH|^~\\&|A', 'PID|1|""|7'])).toEqual([
      ['changed', 'PID-2', '', '""'],
    ]);
  });
});

describe('compareMessages on real examples', () => {
  const corpus = createCorpus('hl7v2', ['.hl7', '.txt']);
  corpus.it('finds no difference between a message and itself', (files) => {
    for (const { bytes } of files) {
      const parsed = parseMessage(bytes, options);
      expect(compareMessages(parsed, parseMessage(bytes, options), { ignore: [] }).differences).toEqual([]);
    }
  });
});
