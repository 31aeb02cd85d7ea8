import type { EditOfOne } from '../../src-shared/contract/message-edit.ts';

/** What steps do to one message; changed by them, and masked, unless said otherwise. */
export function anEditOfOne(part: Partial<EditOfOne> = {}): EditOfOne {
  return {
    ref: { connectionId: 'engine', channelId: 'channel', nativeId: '1' },
    outcome: 'changed',
    refusalKey: null,
    refusalParams: {},
    messageType: 'ORU^R01',
    messageControlId: 'CONTROL-1',
    masked: true,
    changes: [],
    changeCount: 1,
    introducedErrors: 0,
    isJudged: true,
    bodyHash: 'hash',
    ...part,
  };
}
