import { replayStates } from '../failure.ts';
import { ownStates } from '../failure-handling.ts';
import { failureKinds } from '../failure-kind.ts';
import { messageStatuses } from '../indexed-message.ts';
import type { SearchFieldKind, SearchTerm } from './search-query.ts';

const text: SearchFieldKind = { kind: 'text' };

/** Fields that every message has, by the name that is written before the colon, whatever the language of the console. */
export const searchFields = {
  channel: text,
  connector: text,
  engine: text,
  id: text, // message control id, MsgId, Bundle.identifier
  type: text,
  sender: text,
  receiver: text,
  target: text,
  group: text,
  owner: text,
  patient: text,
  order: text,
  error: { kind: 'choice', choices: failureKinds },
  status: {
    kind: 'choice',
    choices: ['open', 'resolved', 'replayed', ...ownStates, ...replayStates, ...messageStatuses],
  },
  urgent: { kind: 'choice', choices: ['yes', 'no'] },
  age: { kind: 'duration' },
  time: { kind: 'time' },
} as const satisfies Record<string, SearchFieldKind>;

export type SearchFieldName = keyof typeof searchFields;

const mayBeMissing = ['type', 'sender', 'receiver', 'target'] as const;

/** Which field a term wants not to be given: `sender:-`. In quotation marks the sign is itself. Null: it wants something else. */
export function missingField(term: SearchTerm): (typeof mayBeMissing)[number] | null {
  const { field, operator, value, isPrefix, isPhrase } = term;
  if (operator !== ':' || value !== '-' || isPrefix || isPhrase) return null;
  return mayBeMissing.find((each) => each === field) ?? null;
}

/** `PID-3`, `OBX[2]-5.1`; elements and properties by their whole address, in quotation marks where it holds a blank. */
const pathPattern =
  /^(?:[A-Z][A-Z0-9]{2}(?:\[\d+\])?-\d+(?:\[\d+\])?(?:\.\d+){0,2}|\/\S+|[a-z]\w*(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)+)$/;

/** Null: no such field. An address is compared as text. */
export function fieldKindOf(field: string): SearchFieldKind | null {
  if (Object.hasOwn(searchFields, field)) return searchFields[field as SearchFieldName];
  return pathPattern.test(field) ? text : null;
}
