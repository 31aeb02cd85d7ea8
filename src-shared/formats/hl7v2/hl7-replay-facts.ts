import type { ParseOptions, ReplayFacts } from '../format.ts';
import { findSegments, type Hl7Document, openHl7, repetitionSpans, segmentsNamed, valueAt } from './hl7-document.ts';
import { parseHl7Time } from './hl7-time.ts';

type Facts = Pick<ReplayFacts, 'hasAddress' | 'isProtected' | 'isCancelled' | 'startsAt'>;

const defaultZone = 'Europe/Oslo';

/** How an address that must not be told is written where PD1-12 is not used: code 6 and 7 of the population register, and in words. */
const protectedWords = /sperret|fortrolig|skjermet adresse|\bkode [67]\b|klientadresse/i;

/** ORC-1 of an order that is no more (HL7 table 0119): cancelled, discontinued, on hold, and the answers that say so. */
const endedOrders = new Set(['CA', 'OC', 'CR', 'DC', 'OD', 'DR', 'HD', 'OH', 'HR']);

export function readHl7ReplayFacts(body: Uint8Array, options: ParseOptions): Facts {
  const document = openHl7(body, options);
  const addresses = findSegments(document, 'PID').flatMap((segment) =>
    repetitionSpans(document, segment, 11).map((_, index) =>
      [1, 2, 3, 4, 5, 8, 19].map((component) =>
        valueAt(document, segment, { field: 11, repetition: index + 1, component }).trim(),
      ),
    ),
  );
  return {
    hasAddress: addresses.some((parts) => parts.slice(0, 5).some((part) => part !== '' && part !== '""')),
    isProtected:
      findSegments(document, 'PD1').some(
        (segment) => valueAt(document, segment, { field: 12 }).trim().toUpperCase() === 'Y',
      ) || addresses.some((parts) => protectedWords.test(parts.join(' '))),
    isCancelled: isCancelledHl7(document),
    startsAt: readStart(document, options.zone ?? defaultZone),
  };
}

/** Every order in the message is taken back. */
export function isCancelledHl7(document: Hl7Document): boolean {
  const controls = findSegments(document, 'ORC').map((segment) =>
    valueAt(document, segment, { field: 1 }).trim().toUpperCase(),
  );
  return controls.length > 0 && controls.every((control) => endedOrders.has(control));
}

/** Where a planned time stands: of an appointment (SCH-11.4, and its resources), of a medication (TQ1-7, RXE-1.4). */
const starts = [
  { id: 'SCH', field: 11, component: 4 },
  { id: 'AIS', field: 4, component: 1 },
  { id: 'AIG', field: 8, component: 1 },
  { id: 'AIL', field: 6, component: 1 },
  { id: 'AIP', field: 6, component: 1 },
  { id: 'TQ1', field: 7, component: 1 },
  { id: 'RXE', field: 1, component: 4 },
];

/** The latest of them: as long as one is ahead the message is not too late. */
function readStart(document: Hl7Document, zone: string): number | null {
  const times = starts.flatMap(({ id, ...place }) =>
    segmentsNamed(document, [id]).map((segment) => parseHl7Time(valueAt(document, segment, place), zone)),
  );
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}
