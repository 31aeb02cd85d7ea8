import { describe, expect, it } from 'vitest';
import { findContacts } from './find-contacts.ts';

const here = { connectionId: 'c1', channelId: 'results' };
const there = { connectionId: 'c1', channelId: 'orders' };
const laboratory = { contactId: '1', name: 'Laboratory', ids: ['8090', 'LAB'], channel: null };
const hospital = { contactId: '2', name: 'Fjordsyk', ids: [], channel: null };
const ofResults = { contactId: '3', name: 'Results', ids: [], channel: here };
const ofOrders = { contactId: '4', name: 'Orders desk', ids: ['LAB'], channel: there };
const all = [ofOrders, ofResults, hospital, laboratory];
const found = (parties: (string | null)[], channel: typeof here | null) =>
  findContacts(all, { parties, channel }).map(({ contactId }) => contactId);

describe('whom to call', () => {
  it('is known by an id, by the name, and by a part of what the message says', () => {
    expect(found(['8090'], null)).toEqual(['1']);
    expect(found(['laboratory'], null)).toEqual(['1']);
    expect(found(['LAB / FJORDSYK'], null)).toEqual(['2', '1']);
    expect(found(['LABORATORIUM'], null)).toEqual([]);
  });

  it('are the parties in their order, then those of the channel', () => {
    expect(found(['FJORDSYK', null, 'LAB'], here)).toEqual(['2', '1', '3']);
  });

  it('is nobody who is kept for another channel', () => {
    expect(found(['LAB'], here)).toEqual(['1', '3']);
    expect(found(['LAB'], there)).toEqual(['4', '1']);
    expect(found([null], null)).toEqual([]);
  });
});
