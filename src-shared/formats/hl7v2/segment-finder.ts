import { type Hl7Document, segmentPath } from './hl7-document.ts';
import { segmentAt } from './hl7-index.ts';
import type { Hl7Index } from './hl7-pass.ts';
import { formatHl7Path, type Hl7Path, noField } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { isIdCode, segmentCode } from './segment-code.ts';
import { envelopeIds } from './segment-numbers.ts';

/** Finds the segment of a path, null when the body has no such. After a few of them, each takes no longer in a large body than in a small one. */
export function createSegmentFinder(document: Hl7Document): (path: Hl7Path) => Segment | null {
  const { index } = document;
  let table: OrdinalTable | null = null;
  let asked = 0;
  return ({ segment: wanted, message }) => {
    asked += 1;
    if (asked > 8) table ??= createOrdinalTable(index);
    const ordinal = 'ordinal' in wanted ? wanted.ordinal : findOrdinal(document, { ...wanted, message, table });
    const segment = segmentAt(index, ordinal);
    // Only the address that the segment itself has: there is one for each.
    if (segment === null) return null;
    const isSame =
      formatHl7Path(segmentPath(document, segment)) === formatHl7Path({ message, segment: wanted, ...noField });
    return isSame ? segment : null;
  };
}

/** Ordinals of the segments by id code, those outside any message apart, ascending. */
type OrdinalTable = { inside: Map<number, number[]>; outside: Map<number, number[]> };

function createOrdinalTable({ table: rows, numbers, segmentCount }: Hl7Index): OrdinalTable {
  const table: OrdinalTable = { inside: new Map(), outside: new Map() };
  for (let ordinal = 1; ordinal <= segmentCount; ordinal += 1) {
    const code = rows.code(ordinal);
    if (!isIdCode(code)) continue;
    const ordinals = numbers.messageOf(ordinal) === 0 ? table.outside : table.inside;
    const known = ordinals.get(code);
    if (known === undefined) ordinals.set(code, [ordinal]);
    else known.push(ordinal);
  }
  return table;
}

type Wanted = { id: string; occurrence: number; message: number | null; table: OrdinalTable | null };

/** 0 when there is none. A path without a message means the only one, or what is outside of all. */
function findOrdinal({ index }: Hl7Document, { id, occurrence, message, table }: Wanted): number {
  const code = segmentCode(id);
  const inMessage = message ?? (index.messageCount === 1 && !envelopeIds.has(id.toUpperCase()) ? 1 : 0);
  const { table: rows, numbers } = index;
  const isPlace = (ordinal: number): boolean =>
    rows.code(ordinal) === code &&
    numbers.occurrenceOf(ordinal, rows) === occurrence &&
    numbers.messageOf(ordinal) === inMessage;
  if (table === null) {
    for (let ordinal = 1; ordinal <= index.segmentCount; ordinal += 1) if (isPlace(ordinal)) return ordinal;
    return 0;
  }
  const ordinals = (inMessage === 0 ? table.outside : table.inside).get(code) ?? [];
  const first = inMessage === 0 ? 0 : firstOfMessage(index, ordinals, inMessage);
  const ordinal = ordinals[first + occurrence - 1] ?? 0;
  return ordinal > 0 && isPlace(ordinal) ? ordinal : 0;
}

/** Messages follow each other, so their numbers ascend along segments that are inside of one. */
function firstOfMessage({ numbers }: Hl7Index, ordinals: readonly number[], message: number): number {
  let low = 0;
  let high = ordinals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers.messageOf(ordinals[middle] ?? 1) < message) low = middle + 1;
    else high = middle;
  }
  return low;
}
