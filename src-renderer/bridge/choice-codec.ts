import type { AddressPart } from '../../src-shared/domain/list-address.ts';
import type { ViewFilter, ViewPlace } from '../../src-shared/domain/saved-view.ts';
import { writeQuery } from '../ui/address/hash-location.ts';

/** Filter of a list as a person set it. `text`: a search, which has its own way into an address. Null = not narrowed by it. */
export type Choice = { text: string } & { [field: string]: string | null };

/** Where a field stands in the address. `isAlways`: also where it is as it would be without. */
type Field = { name: AddressPart; isValid: (value: string) => boolean; isAlways?: boolean };

/** Where the text of a search is found by an address: in it, by a handle, in a saved view with all the rest, or nowhere. */
export type TextPlace =
  | { kind: 'none' }
  | { kind: 'open'; text: string }
  | { kind: 'held'; handle: string }
  | { kind: 'view'; viewId: string };

/** `isOdd`: something in it is not understood and was left out, as of an older or newer console, or of nobody who means well. */
export type ReadChoice<C> = { choice: C; place: TextPlace; isOdd: boolean };

export type ChoiceCodec<C extends Choice> = {
  place: ViewPlace;
  whole: C;
  /** As a view keeps it, and back; what a list does not have is as of a whole one. */
  toView: (choice: C) => ViewFilter;
  ofView: (filter: ViewFilter) => C;
  write: (choice: C, place: TextPlace) => string;
  read: (given: URLSearchParams) => ReadChoice<C>;
};

const wholeView: ViewFilter = { channel: null, cause: null, within: 'any', state: 'open', status: null, text: '' };
const longestText = 2000;
const handlePattern = /^[\w-]{22}$/;

/** How the filter of one list is written in an address, and read from whatever stands there. */
export function choiceCodec<C extends Choice>(
  place: ViewPlace,
  whole: C,
  fields: { [K in Exclude<keyof C, 'text'> & string]: Field },
): ChoiceCodec<C> {
  const byKey = Object.entries<Field>(fields);
  const names = new Set<string>([...byKey.map(([, { name }]) => name), 'q', 'held', 'view']);
  return {
    place,
    whole,
    toView(choice) {
      const parts = byKey.map(([key, { name }]) => [name, choice[key]]);
      return { ...wholeView, ...Object.fromEntries(parts), text: choice.text.trim() };
    },
    ofView(filter) {
      const given = filter as Record<string, string | null>;
      const known = byKey.filter(([, { name, isValid }]) => isValid(given[name] ?? ''));
      return { ...whole, ...Object.fromEntries(known.map(([key, { name }]) => [key, given[name]])), text: filter.text };
    },
    write(choice, place) {
      if (place.kind === 'view') return writeQuery({ view: place.viewId });
      const values: Record<string, string> = {};
      for (const [key, { name, isAlways }] of byKey) {
        const value = choice[key];
        if (isAlways || value !== whole[key]) values[name] = value ?? '';
      }
      if (place.kind === 'open') values.q = place.text;
      if (place.kind === 'held') values.held = place.handle;
      return writeQuery(values);
    },
    read(given) {
      const viewId = given.get('view');
      if (viewId !== null) {
        const isOne = handlePattern.test(viewId);
        return {
          choice: whole,
          place: isOne ? { kind: 'view', viewId } : { kind: 'none' },
          isOdd: !isOne || given.size > 1,
        };
      }
      let isOdd = [...given.keys()].some((name) => !names.has(name));
      const choice: Record<string, string | null> = { ...whole };
      for (const [key, { name, isValid }] of byKey) {
        const value = given.get(name);
        if (value === null) continue;
        if (isValid(value)) choice[key] = value;
        else isOdd = true;
      }
      const place = readPlace(given);
      return { choice: choice as C, place: place ?? { kind: 'none' }, isOdd: isOdd || place === null };
    },
  };
}

/** Null: something stands there that is none. */
function readPlace(given: URLSearchParams): TextPlace | null {
  const text = given.get('q');
  const handle = given.get('held');
  if (handle !== null) return handlePattern.test(handle) && text === null ? { kind: 'held', handle } : null;
  if (text === null) return { kind: 'none' };
  return text.length > 0 && text.length <= longestText ? { kind: 'open', text } : null;
}

/** One of a list. */
export function oneOf(values: readonly string[]): (value: string) => boolean {
  return (value) => values.includes(value);
}

/** Ids of a connection and a channel, `<connection>/<channel>`. */
export function isChannelPlace(value: string): boolean {
  return value.length <= 300 && /^[^/\s]+\/[^/\s]+$/.test(value);
}
