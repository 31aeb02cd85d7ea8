import { describe, expect, it } from 'vitest';
import { readSearch } from '../../../../src-shared/domain/search/read-search.ts';
import { everyMember, memberFilter, membersIn, membersQuery, notGiven } from './member-filter.ts';

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

  it('asks for those without a sender by a dash', () => {
    expect(memberFilter('c1-x', { ...everyMember, sender: notGiven }).text).toBe('sender:-');
    expect(memberFilter('c1-x', { ...everyMember, sender: '-' }).text).toBe('sender:"-"');
  });
});

describe('facets in an address', () => {
  it.each([
    [everyMember, ''],
    [{ channel: 'helse/adt', messageType: 'ORU^R01', sender: notGiven }, 'channel=helse/adt&type=ORU%5ER01&sender=-'],
    [{ ...everyMember, sender: 'Lab & co = æ' }, 'sender=Lab%20%26%20co%20%3D%20%C3%A6'],
  ])('are read as they were written', (choice, query) => {
    expect(membersQuery(choice)).toBe(query);
    expect(membersIn(new URLSearchParams(query))).toEqual(choice);
  });

  it('leave out what is none, and what could be a number of a person', () => {
    expect(membersQuery({ ...everyMember, sender: '26815909445' })).toBe('');
    expect(membersIn(new URLSearchParams('channel=x&sender=26815909445&colour=red'))).toEqual(everyMember);
  });
});
