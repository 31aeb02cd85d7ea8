import { describe, expect, it } from 'vitest';
import type { Body } from '../../../src-shared/domain/message.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { compareBodies } from './compare-bodies.ts';

const bodyOf = (text: string): Body => ({ bytes: encodeUtf8(text), encoding: null, fidelity: 'wire' });
const header = 'MSH|^~\\&|LAB|HUS|EPJ|HUS|20261122||ORU^R01|C-1|P|2.5\r';
const before = bodyOf(`${header}PID|1||7||Testesen^Tora\rOBX|1|NM|K||4.1|mmol/L`);
const after = bodyOf(`${header}PID|1||7||Testesen^Ola\rOBX|1|NM|K||4.2|mmol/L`);

describe('compareBodies', () => {
  it('shows masked values masked, and that they differ', () => {
    const found = compareBodies({ body: before, other: after, ignore: [], masked: true });
    expect(found?.differences.map(({ path, before: old, after: now }) => [path, old, now])).toEqual([
      ['PID-5[1].2', 'name ••', 'name ••'],
      ['OBX-5', '4.1', '4.2'],
    ]);
    expect(JSON.stringify(found)).not.toMatch(/Testesen|Tora|Ola/);
  });

  it('shows true values when both may be seen, and leaves out what is ignored', () => {
    const found = compareBodies({ body: before, other: after, ignore: ['OBX-5'], masked: false });
    expect(found?.differences.map(({ before: old, after: now }) => [old, now])).toEqual([['Tora', 'Ola']]);
  });

  it('compares nothing of different formats', () => {
    expect(compareBodies({ body: before, other: bodyOf('<a/>'), ignore: [], masked: true })).toBeNull();
  });
});
