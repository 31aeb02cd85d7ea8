import { randomUUID } from 'node:crypto';
import type { Account } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import {
  type Contact,
  type ContactFields,
  contactFields,
  mostContacts,
} from '../../../src-shared/domain/contacts/contact.ts';
import {
  type ChannelByName,
  contactKeyOf,
  type ReadContacts,
  readContacts,
} from '../../../src-shared/domain/contacts/read-contacts.ts';
import { holdsNationalNumber } from '../../../src-shared/formats/shared/identifiers.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import { createTurns } from '../../platform/turns.ts';
import type { Store } from '../../store/store.ts';
import { createContactShelf } from './contact-shelf.ts';
import type { NamedChannel } from './named-channel.ts';
import { writeContacts } from './write-contacts.ts';

export type ContactsDeps = {
  settings: Store['journal']['settings'];
  channels: () => readonly NamedChannel[];
  clock: Pick<Clock, 'now'>;
  emit: Emit;
};

const mostFaults = 200;

/** Whom to call: kept by hand and by file. Each change reads, changes and writes in its turn. */
export function createContactsService({ settings, channels, clock, emit }: ContactsDeps): HandlersOf<'contacts'> {
  const shelf = createContactShelf(settings);
  const inTurn = createTurns();

  const read = (text: string, kept: readonly Contact[]): ReadContacts =>
    readContacts(text, channelByName([...channels(), ...channelsOf(kept)]), holdsNationalNumber);
  const stamp = (fields: ContactFields, contactId: string, { name }: Account): Contact => ({
    ...fields,
    contactId,
    changedAt: clock.now(),
    changedBy: name,
  });
  async function keep(contacts: readonly Contact[]): Promise<void> {
    if (contacts.length > mostContacts)
      throw new AppError('CONFLICT', 'There are too many contacts.', {
        messageKey: 'contacts.refused.many',
        params: { count: mostContacts },
      });
    await shelf.write(contacts);
    emit('contacts.changed', {});
  }

  return {
    list: async () => ({ items: (await shelf.read()).toSorted((a, b) => a.name.localeCompare(b.name)) }),
    save: ({ contactId, contact }, { account, describe }) =>
      inTurn(async () => {
        if (Object.values(contact).flat().some(isPrivate)) throw refusedNumber();
        const all = await shelf.read();
        const id = contactId ?? randomUUID();
        if (contactId !== null) requireOne(all, contactId);
        if (all.some((each) => each.contactId !== id && contactKeyOf(each) === contactKeyOf(contact)))
          throw new AppError('CONFLICT', 'There is one of that name.', { messageKey: 'contacts.refused.twice' });
        const next = stamp(contact, id, account);
        const isNew = contactId === null;
        await keep(isNew ? [...all, next] : all.map((each) => (each.contactId === id ? next : each)));
        describe({ target: id, summary: isNew ? 'added' : 'changed' });
        return { contactId: id };
      }),
    remove: ({ contactId }, { describe }) =>
      inTurn(async () => {
        const all = await shelf.read();
        requireOne(all, contactId);
        describe({ target: contactId });
        await keep(all.filter((each) => each.contactId !== contactId));
        return { done: true };
      }),
    readFile: async ({ text }) => {
      const before = await shelf.read();
      const { contacts, faults } = read(text, before);
      const { added, changed, same } = compare(before, contacts);
      const counts = { added: added.length, changed: changed.size, same };
      return { ...counts, faults: faults.slice(0, mostFaults), faultCount: faults.length };
    },
    takeFile: ({ text }, { account, describe }) =>
      inTurn(async () => {
        const before = await shelf.read();
        const { contacts, faults } = read(text, before);
        const [first] = faults;
        if (first !== undefined)
          throw new AppError('BAD_INPUT', 'The file has a fault.', {
            messageKey: 'contacts.refused.file',
            params: { line: first.line, count: faults.length },
          });
        const { added, changed, same } = compare(before, contacts);
        const counts = { added: added.length, changed: changed.size, same };
        describe({ summary: `added: ${counts.added}; changed: ${counts.changed}; same: ${same}` });
        const kept = before.map((each) => {
          const fields = changed.get(each.contactId);
          return fields === undefined ? each : stamp(fields, each.contactId, account);
        });
        await keep([...kept, ...added.map((fields) => stamp(fields, randomUUID(), account))]);
        return counts;
      }),
    writeFile: async () => ({ text: writeContacts(await shelf.read(), channels()) }),
  };
}

type Comparison = { added: ContactFields[]; changed: ReadonlyMap<string, ContactFields>; same: number };

/** What a file says beside what is kept; contacts that it does not name stay as they are. */
function compare(kept: readonly Contact[], read: readonly ContactFields[]): Comparison {
  const byKey = new Map(kept.map((each) => [contactKeyOf(each), each]));
  const added: ContactFields[] = [];
  const changed = new Map<string, ContactFields>();
  for (const fields of read) {
    const known = byKey.get(contactKeyOf(fields));
    if (known === undefined) added.push(fields);
    else if (JSON.stringify(contactFields.parse(known)) !== JSON.stringify(contactFields.parse(fields)))
      changed.set(known.contactId, fields);
  }
  return { added, changed, same: read.length - added.length - changed.size };
}

/** A channel is told by its name, or by its id where it was written when the channel was not known. */
function channelByName(channels: readonly NamedChannel[]): ChannelByName {
  return (engine, channel) => {
    const named = channels.filter(
      (each) =>
        (isSame(each.channel, channel) || each.channelId === channel) &&
        (engine === '' || isSame(each.engine, engine) || each.connectionId === engine),
    );
    const meant = new Map(
      named.map(({ connectionId, channelId }) => [`${connectionId}/${channelId}`, { connectionId, channelId }]),
    );
    // Of two channels of one name none is meant before the engine is told.
    return meant.size === 1 ? ([...meant.values()][0] ?? null) : null;
  };
}

/** Of channels that are gone the ids alone are known. */
function channelsOf(contacts: readonly Contact[]): NamedChannel[] {
  return contacts.flatMap(({ channel }) =>
    channel === null ? [] : [{ ...channel, engine: channel.connectionId, channel: channel.channelId }],
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function isPrivate(value: unknown): boolean {
  return typeof value === 'string' && holdsNationalNumber(value);
}

function requireOne(contacts: readonly Contact[], contactId: string): void {
  if (!contacts.some((each) => each.contactId === contactId))
    throw new AppError('NOT_FOUND', 'The contact is gone.', { messageKey: 'contacts.refused.gone' });
}

function refusedNumber(): AppError {
  return new AppError('BAD_INPUT', 'A text holds the number of a person.', { messageKey: 'contacts.refused.number' });
}
