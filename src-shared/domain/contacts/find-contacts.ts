import type { Contact } from './contact.ts';

/** What somebody asks about: parties as messages name them, and the channel. Null parties are passed over. */
export type ContactPlace = {
  parties: readonly (string | null)[];
  channel: { connectionId: string; channelId: string } | null;
};

/**
 * Whom to call about a place: those who are named there, in the order of the parties, then those of the channel. A party is known by an id of the contact or by its
 * name, as a whole or as one of the parts that `LAB / FJORDSYK` has.
 */
export function findContacts<C extends Pick<Contact, 'name' | 'ids' | 'channel' | 'contactId'>>(
  contacts: readonly C[],
  { parties, channel }: ContactPlace,
): C[] {
  const named = parties.flatMap((party) => {
    if (party === null) return [];
    const parts = partsOf(party);
    return contacts.filter((each) => [each.name, ...each.ids].some((id) => parts.has(id.toLowerCase())));
  });
  const ofChannel = contacts.filter((each) => each.channel !== null && isSame(each.channel, channel));
  // One that is kept for another channel is not meant, even where the party is the same.
  const meant = named.filter((each) => each.channel === null || isSame(each.channel, channel));
  return [...new Map([...meant, ...ofChannel].map((each) => [each.contactId, each])).values()];
}

function partsOf(party: string): ReadonlySet<string> {
  const whole = party.trim().toLowerCase();
  return new Set([whole, ...whole.split(/\s*[/^|]\s*/)].filter((part) => part !== ''));
}

type Channel = { connectionId: string; channelId: string };

function isSame(a: Channel, b: Channel | null): boolean {
  return a.connectionId === b?.connectionId && a.channelId === b.channelId;
}
