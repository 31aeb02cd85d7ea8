import { describe, expect, it } from 'vitest';
import { channelStates } from '../../../src-shared/domain/channel.ts';
import { brakeActionsFor } from './brake-actions.ts';

describe('brakeActionsFor', () => {
  it('never offers to start what goes or to stop what stands', () => {
    expect(brakeActionsFor('started', 'channel')).toEqual(['pause', 'stop']);
    expect(brakeActionsFor('stopped', 'channel')).toEqual(['start']);
    expect(brakeActionsFor('paused', 'channel')).toEqual(['resume', 'stop']);
  });

  it('does not pause a single connector', () => {
    for (const state of channelStates) expect(brakeActionsFor(state, 'connector')).not.toContain('pause');
  });

  it.each(['starting', 'stopping', 'undeployed', 'unknown'] as const)('offers nothing while %s', (state) => {
    expect(brakeActionsFor(state, 'channel')).toEqual([]);
  });
});
