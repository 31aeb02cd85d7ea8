import { describe, expect, it } from 'vitest';
import { filterOf, isNarrowed, wholeList } from './failure-filter.ts';

describe('filterOf', () => {
  it('asks for everything open when nothing is chosen', () => {
    expect(filterOf(wholeList, 1_000_000)).toEqual({
      connectionId: null,
      channelId: null,
      kind: null,
      from: null,
      to: null,
      text: null,
      groupId: null,
      state: 'open',
    });
  });

  it('splits the channel chosen into engine and channel', () => {
    expect(filterOf({ ...wholeList, channel: 'engine/chan' }, 0)).toMatchObject({
      connectionId: 'engine',
      channelId: 'chan',
    });
  });

  it('is the same question within one minute', () => {
    const choice = { ...wholeList, span: 'hour' as const };
    expect(filterOf(choice, 7_200_000)).toEqual(filterOf(choice, 7_200_000 + 59_000));
  });
});

describe('isNarrowed', () => {
  it('does not count spaces as a search', () => {
    expect(isNarrowed({ ...wholeList, text: '  ' })).toBe(false);
  });
});
