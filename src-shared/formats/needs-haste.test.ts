import { describe, expect, it } from 'vitest';
import { needsHaste } from './needs-haste.ts';

const header = { messageControlId: 'X', messageType: 'ORU^R01', sender: null, receiver: null, messageAt: null };
const routine = { header, urgency: 'routine' as const, version: 'final' as const };

describe('haste', () => {
  it.each([
    ['says that it is urgent', { urgency: 'urgent' }],
    ['corrects a result', { version: 'corrected' }],
    ['takes a result back', { version: 'withdrawn' }],
    ['orders blood', { header: { ...header, messageType: 'OMB^O27' } }],
    ['tells of a transfusion', { header: { ...header, messageType: 'BTS^O31' } }],
  ] as const)('is needed by a message that %s', (_what, facts) => {
    expect(needsHaste({ ...routine, ...facts })).toBe(true);
  });

  it('is not needed by a routine result, nor by a message that tells nothing of itself', () => {
    expect(needsHaste(routine)).toBe(false);
    const untold = { header: { ...header, messageType: null }, urgency: 'unknown' as const, version: null };
    expect(needsHaste(untold)).toBe(false);
  });
});
