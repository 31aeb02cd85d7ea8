import { describe, expect, it } from 'vitest';
import { readSearch } from '../../../../src-shared/domain/search/read-search.ts';
import { everyMember, memberFilter } from './member-filter.ts';

describe('memberFilter', () => {
  it('asks for the whole group, open ones, when no facet is chosen', () => {
    const { groupId, state, text, channelId } = memberFilter('c1-x', everyMember);
    expect({ groupId, state, text, channelId }).toEqual({
      groupId: 'c1-x',
      state: 'open',
      text: null,
      channelId: null,
    });
  });

  it('narrows by channel, type and sender together', () => {
    const filter = memberFilter('c1-x', { channel: 'helse/adt', messageType: 'ORU^R01', sender: 'LAB' });
    expect(filter).toMatchObject({ connectionId: 'helse', channelId: 'adt', text: 'type:"ORU^R01" sender:"LAB"' });
  });

  it.each(['Lab "A" OR (B)', 'NOT', 'a\\b', 'channel:x'])('keeps the sender "%s" one value', (sender) => {
    const reading = readSearch(memberFilter('c1-x', { ...everyMember, sender }).text ?? '');
    expect(reading).toMatchObject({ kind: 'read', query: { kind: 'term', field: 'sender', value: sender } });
  });
});
