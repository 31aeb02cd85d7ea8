import type { Body } from '../domain/message.ts';
import type { MessageSummary } from './format.ts';
import { readHl7Services } from './hl7v2/hl7-services.ts';
import { detectFormat, formatOf } from './index.ts';

/** One report as a message brings it. `services`: what was asked for and what is answered, by their codes. */
export type ReportFacts = Pick<MessageSummary, 'header' | 'recipients' | 'patientKeys' | 'orderKeys' | 'version'> & {
  services: string[];
};

/** Null for a format whose services are not known, and for a message that its format stumbles over. */
export function readReport({ bytes, encoding }: Pick<Body, 'bytes' | 'encoding'>): ReportFacts | null {
  const options = { statedEncoding: encoding };
  try {
    const format = formatOf(detectFormat(bytes));
    if (format.id !== 'hl7v2') return null;
    const { header, recipients, patientKeys, orderKeys, version } = format.summary(bytes, options);
    return { header, recipients, patientKeys, orderKeys, version, services: readHl7Services(bytes, options) };
  } catch {
    return null;
  }
}

/**
 * Whether whoever gets `newer` needs `older` no more: a whole report, written later, of the same patient and orders, to all the same recipients, that
 * answers everything the older one does. What is preliminary or only a part takes nothing's place.
 */
export function takesPlaceOf(newer: ReportFacts, older: ReportFacts): boolean {
  const [newerAt, olderAt] = [newer.header.messageAt, older.header.messageAt];
  return (
    (newer.version === 'final' || newer.version === 'corrected' || newer.version === 'withdrawn') &&
    newer.header.messageType === older.header.messageType &&
    newer.header.sender === older.header.sender &&
    newer.header.receiver === older.header.receiver &&
    newerAt !== null &&
    olderAt !== null &&
    newerAt >= olderAt &&
    older.patientKeys.length > 0 &&
    older.orderKeys.length > 0 &&
    older.services.length > 0 &&
    holds(newer.patientKeys, older.patientKeys) &&
    holds(newer.orderKeys, older.orderKeys) &&
    holds(newer.recipients, older.recipients) &&
    holds(newer.services, older.services)
  );
}

function holds(all: readonly string[], some: readonly string[]): boolean {
  const known = new Set(all);
  return some.every((each) => known.has(each));
}
