import { type Hl7Document, partValueFrom, rawFieldFrom } from './hl7-document.ts';
import type { Hl7Index } from './hl7-pass.ts';
import { Segment } from './hl7-segment.ts';
import type { Hl7Source } from './hl7-source.ts';
import type { IdSet } from './segment-code.ts';

/** `component` of the first repetition, 1 when left out; 0 = the whole field as written. Of MSH-1 use `valueAt`. */
type Wanted = { field: number; component?: number };

/** Places that are read of many segments, by ascending field: all of them are found in one walk over the bytes. */
export class PlaceList {
  readonly fields: readonly number[];
  readonly components: readonly number[];

  constructor(places: readonly Wanted[]) {
    this.fields = places.map(({ field }) => field);
    this.components = places.map(({ component = 1 }) => component);
  }
}

/**
 * Adds the value of each place to `values`, '' when it is missing, empty or explicitly null: what `valueAt` gives, and of a whole field what
 * `rawText` gives.
 */
export function readPlaces(document: Hl7Document, segment: Segment, places: PlaceList, values: string[]): void {
  const { fields, components } = places;
  const { source, end, isHeader } = segment;
  const { fieldText } = segment.marking;
  // In a header field 1 is the separator itself.
  let at = isHeader ? segment.start + 3 : segment.start;
  let passed = isHeader ? 1 : 0;
  for (let place = 0; place < fields.length; place += 1) {
    const field = fields[place] ?? 0;
    for (; passed < field && at < end; passed += 1) at = afterField(source, fieldText, at, end);
    if (passed < field || at > end) values.push('');
    else {
      const component = components[place] ?? 1;
      values.push(
        component === 0 ? rawFieldFrom(document, segment, at) : partValueFrom(document, segment, at, component),
      );
    }
  }
}

/** Where the next field begins, beyond `end` when there is none. */
function afterField({ bytes, text }: Hl7Source, separator: string, start: number, end: number): number {
  if (text === null) {
    const code = separator.charCodeAt(0);
    let at = start;
    while (at < end && bytes[at] !== code) at += 1;
    return at + 1;
  }
  const at = text.indexOf(separator, start);
  return at < 0 ? end + 1 : at + 1;
}

/** The same of every segment with any of the ids, one after another in the order of the body. */
export function readAll(document: Hl7Document, ids: IdSet, places: PlaceList, values: string[]): void {
  const { index } = document;
  for (let ordinal = nextOf(index, ids, 1); ordinal > 0; ordinal = nextOf(index, ids, ordinal + 1))
    readPlaces(document, segmentToRead(index, ordinal), places, values);
}

/** The same of the first of them; each value '' when there is none. */
export function readFirst(document: Hl7Document, ids: IdSet, places: PlaceList, values: string[]): void {
  const ordinal = nextOf(document.index, ids, 1);
  if (ordinal > 0) readPlaces(document, segmentToRead(document.index, ordinal), places, values);
  else for (let place = 0; place < places.fields.length; place += 1) values.push('');
}

/** 0 when there is none. */
function nextOf({ table, segmentCount }: Hl7Index, ids: IdSet, from: number): number {
  let ordinal = from;
  while (ordinal <= segmentCount && !ids.has(table.code(ordinal))) ordinal += 1;
  return ordinal <= segmentCount ? ordinal : 0;
}

/** One object for all of a body: nobody keeps it. */
function segmentToRead(index: Hl7Index, ordinal: number): Segment {
  if (index.reading === null) index.reading = new Segment(index, ordinal);
  else index.reading.moveTo(ordinal);
  return index.reading;
}
