import { describe, expect, it } from 'vitest';
import { type ReportFacts, readReport, takesPlaceOf } from './report-version-of.ts';

type Told = { at?: string; receiver?: string; order?: string; copyTo?: string; status?: string; codes?: string[] };

function aReport({ at = '20261122101000', receiver = 'EPJ', order = 'HB-1', copyTo = '4711', ...told }: Told = {}) {
  const { status = 'F', codes = ['NA'] } = told;
  const lines = [
    `MSH|^~\\&|LAB|HUS|${receiver}|HUS|${at}||ORU^R01|C1|P|2.5.1`,
    'PID|1||05928512356^^^FNR',
    `OBR|1|${order}||BLOD^Blodprøve|||||||||||||||||||||${status}|||${copyTo}`,
    ...codes.map((code, index) => `OBX|${index + 1}|NM|${code}||141|mmol/L|||||${status}`),
  ];
  const bytes = new TextEncoder().encode(lines.join('\r'));
  const read = readReport({ bytes, encoding: 'UTF-8' });
  if (read === null) throw new Error('It could not be read.');
  return read;
}

const later = { at: '20261122102000' };

describe('takesPlaceOf', () => {
  it.each<[string, ReportFacts]>([
    ['a final one', aReport(later)],
    ['a corrected one', aReport({ ...later, status: 'C' })],
    ['a withdrawn one', aReport({ ...later, status: 'W' })],
    ['one with more in it', aReport({ ...later, codes: ['NA', 'K'] })],
  ])('holds for %s, written later, of the same report', (_what, newer) => {
    expect(takesPlaceOf(newer, aReport())).toBe(true);
    expect(takesPlaceOf(aReport(), newer)).toBe(false);
  });

  it.each<[string, ReportFacts]>([
    ['that is preliminary', aReport({ ...later, status: 'P' })],
    ['of another order', aReport({ ...later, order: 'HB-2' })],
    ['to another receiver', aReport({ ...later, receiver: 'ARKIV' })],
    ['with another copy recipient', aReport({ ...later, copyTo: '4712' })],
    ['of the same order that answers something else', aReport({ ...later, codes: ['K'] })],
    ['written before', aReport({ at: '20261122100000' })],
    ['of unknown time', aReport({ at: '' })],
  ])('does not hold for one %s', (_what, newer) => {
    expect(takesPlaceOf(newer, aReport())).toBe(false);
  });
});
