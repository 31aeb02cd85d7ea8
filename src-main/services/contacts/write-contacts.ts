import type { Contact } from '../../../src-shared/domain/contacts/contact.ts';
import { contactColumns } from '../../../src-shared/domain/contacts/read-contacts.ts';
import { csvCell } from '../../platform/csv-cell.ts';
import type { NamedChannel } from './named-channel.ts';

/** All contacts as CSV with semicolons, in the columns that can be read again. A channel that is gone is told by its ids. */
export function writeContacts(contacts: readonly Contact[], channels: readonly NamedChannel[]): string {
  const lines = contacts
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((each) => {
      const { kind, name, ids, owner, phone, dutyPhone, dutyHours, night, supplier, agreement, say, testedOn } = each;
      const at = channels.find(
        ({ connectionId, channelId }) =>
          connectionId === each.channel?.connectionId && channelId === each.channel.channelId,
      );
      const cells: Record<(typeof contactColumns)[number], string> = {
        ...{ name, kind, ids: ids.join(', '), owner, phone },
        engine: nameOf(each.channel, at).engine,
        channel: nameOf(each.channel, at).channel,
        ...{
          'duty phone': dutyPhone,
          'duty hours': dutyHours,
          night,
          supplier,
          agreement,
          say,
          tested: testedOn ?? '',
        },
      };
      return contactColumns.map((column) => phoneCell(cells[column])).join(';');
    });
  return `\uFEFF${[contactColumns.join(';'), ...lines].join('\r\n')}\r\n`;
}

/** A number from abroad begins with a plus, which is no formula. */
function phoneCell(text: string): string {
  return /^\+[\d\s()-]+$/.test(text) ? text : csvCell(text);
}

function nameOf(channel: Contact['channel'], known: NamedChannel | undefined): { engine: string; channel: string } {
  if (channel === null) return { engine: '', channel: '' };
  return known ?? { engine: channel.connectionId, channel: channel.channelId };
}
