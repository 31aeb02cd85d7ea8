import { type CsvRow, readCsvTable } from '../csv-table.ts';
import { type ContactFields, contactFields, contactKinds, mostContacts, nightCalls } from './contact.ts';

/** Columns of a file of contacts, in the order in which they are written. Only `name` is needed. */
export const contactColumns = [
  'name',
  'kind',
  'ids',
  'engine',
  'channel',
  'owner',
  'phone',
  'duty phone',
  'duty hours',
  'night',
  'supplier',
  'agreement',
  'say',
  'tested',
] as const;
type Column = (typeof contactColumns)[number];

/** What is wrong with a file, by line; `column` null = with the line or the whole. `fault` names the sentence. */
export type ContactFault = { line: number; column: string | null; fault: ContactFaultKey };
export type ContactFaultKey =
  | 'noName'
  | 'kind'
  | 'night'
  | 'tested'
  | 'channel'
  | 'value'
  | 'twice'
  | 'columns'
  | 'many'
  | 'number';

export type ChannelByName = (engine: string, channel: string) => ContactFields['channel'];
export type ReadContacts = { contacts: ContactFields[]; faults: ContactFault[] };

/** Two contacts of one name about one channel are the same. */
export function contactKeyOf({ name, channel }: Pick<ContactFields, 'name' | 'channel'>): string {
  return JSON.stringify([name.toLowerCase(), channel?.connectionId ?? null, channel?.channelId ?? null]);
}

/**
 * Reads a file of contacts. Nothing is guessed: a line with a fault is no contact.
 * @param channelByName null = there is no such channel
 * @param isPrivate whether a text holds the number of a person
 */
export function readContacts(
  text: string,
  channelByName: ChannelByName,
  isPrivate: (text: string) => boolean,
): ReadContacts {
  const { names, rows } = readCsvTable(text);
  if (!names.includes('name')) return { contacts: [], faults: [{ line: 1, column: 'name', fault: 'columns' }] };
  const unknown = names.find((name) => name !== '' && !contactColumns.some((column) => column === name));
  if (unknown !== undefined)
    return { contacts: [], faults: [{ line: 1, column: unknown.slice(0, 60), fault: 'columns' }] };
  if (rows.length > mostContacts)
    return { contacts: [], faults: [{ line: mostContacts + 2, column: null, fault: 'many' }] };
  const read: ReadContacts = { contacts: [], faults: [] };
  const seen = new Set<string>();
  for (const row of rows) {
    const found = readRow(row, names, channelByName);
    const isFault = 'fault' in found;
    const key = isFault ? '' : contactKeyOf(found);
    if (isFault) read.faults.push(found);
    else if (row.cells.some(isPrivate)) read.faults.push({ line: row.line, column: null, fault: 'number' });
    else if (seen.has(key)) read.faults.push({ line: row.line, column: 'name', fault: 'twice' });
    else read.contacts.push(found);
    seen.add(key);
  }
  return read;
}

function readRow({ line, cells }: CsvRow, names: string[], channelByName: ChannelByName): ContactFields | ContactFault {
  const cell = (column: Column): string => cells[names.indexOf(column)] ?? '';
  const wrong = (column: Column, fault: ContactFaultKey): ContactFault => ({ line, column, fault });
  if (cell('name') === '') return wrong('name', 'noName');
  const kind = cell('kind') === '' ? 'partner' : contactKinds.find((each) => each === cell('kind').toLowerCase());
  if (kind === undefined) return wrong('kind', 'kind');
  const night = cell('night') === '' ? 'urgent' : nightCalls.find((each) => each === cell('night').toLowerCase());
  if (night === undefined) return wrong('night', 'night');
  const tested = cell('tested');
  if (tested !== '' && !isDay(tested)) return wrong('tested', 'tested');
  const isOfChannel = cell('channel') !== '';
  const channel = isOfChannel ? channelByName(cell('engine'), cell('channel')) : null;
  if (isOfChannel && channel === null) return wrong('channel', 'channel');
  const parsed = contactFields.safeParse({
    ...{ kind, night, channel, name: cell('name'), owner: cell('owner'), phone: cell('phone') },
    ...{ dutyPhone: cell('duty phone'), dutyHours: cell('duty hours'), supplier: cell('supplier') },
    ...{ agreement: cell('agreement'), say: cell('say'), testedOn: tested === '' ? null : tested },
    ids: cell('ids')
      .split(/[,|\n]/)
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  });
  return parsed.success ? parsed.data : { line, column: columnOf(parsed.error.issues[0]?.path[0]), fault: 'value' };
}

function columnOf(path: PropertyKey | undefined): string | null {
  if (path === 'dutyPhone') return 'duty phone';
  if (path === 'dutyHours') return 'duty hours';
  return typeof path === 'string' ? path : null;
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
