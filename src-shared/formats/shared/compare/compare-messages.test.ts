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
