import type { MessageSummary, ParseOptions } from '../format.ts';
import { type ReportVersion, versionOf } from '../shared/report-version.ts';
import {
  findSegments,
  firstValueIn,
  type Hl7Document,
  openHl7,
  repetitionSpans,
  segmentsNamed,
  valueAt,
} from './hl7-document.ts';
import { readHl7Patient } from './hl7-patient.ts';
import { readHl7Receipt } from './hl7-receipt.ts';
import type { Segment } from './hl7-segment.ts';
import { parseHl7Time } from './hl7-time.ts';
import { PlaceList, readAll, readPlaces } from './hl7-values.ts';
import { IdSet } from './segment-code.ts';

/** Times without a zone are those of the sender; Norwegian systems write local time. */
const defaultZone = 'Europe/Oslo';

/** Header of the first message; keys of all messages in the body. */
export function summariseHl7(body: Uint8Array, options: ParseOptions): MessageSummary {
  return summaryOfHl7(openHl7(body, options), options);
}

export function summaryOfHl7(document: Hl7Document, options: ParseOptions): MessageSummary {
  return {
    header: readHeader(document, options.zone ?? defaultZone),
    format: 'hl7v2',
    recipients: collect(document, recipientFields),
    patientKeys: collect(document, patientFields),
    orderKeys: collect(document, orderFields),
    visitKeys: collect(document, visitFields),
    urgency: readUrgency(document),
    version: readVersion(document),
    patient: readHl7Patient(document),
    receipt: readHl7Receipt(document),
  };
}

const headerPlaces = new PlaceList([
  ...[3, 4, 5, 6, 7, 9].map((field) => ({ field })),
  { field: 9, component: 2 },
  { field: 10 },
]);

function readHeader(document: Hl7Document, zone: string): MessageSummary['header'] {
  const header = findSegments(document, 'MSH').find((segment) => segment.isHeader);
  if (header === undefined)
    return { messageControlId: null, messageType: null, sender: null, receiver: null, messageAt: null };
  const values: string[] = [];
  readPlaces(document, header, headerPlaces, values);
  const [
    sender = '',
    sendingPlace = '',
    receiver = '',
    receivingPlace = '',
    time = '',
    type = '',
    event = '',
    id = '',
  ] = values.map((value) => value.trim());
  const join = (parts: string[], separator: string) => parts.filter((part) => part !== '').join(separator) || null;
  return {
    messageControlId: id || null,
    messageType: join([type, event], '^'),
    sender: join([sender, sendingPlace], ' / '),
    receiver: join([receiver, receivingPlace], ' / '),
    messageAt: parseHl7Time(time, zone),
  };
}

/** Which fields are read, by segment. */
type Fields = { ids: IdSet; byId: Record<string, readonly number[]> };

function fieldsOf(byId: Fields['byId']): Fields {
  return { ids: new IdSet(Object.keys(byId)), byId };
}

const recipientFields = fieldsOf({ OBR: [28, 16] });
const patientFields = fieldsOf({ PID: [3, 2, 4, 19], MRG: [1, 4] });
const orderFields = fieldsOf({ ORC: [2, 3], OBR: [2, 3] });
const visitFields = fieldsOf({ PV1: [19, 50] });

/** First components of all repetitions of the fields, each value once, in the order of the message. */
function collect(document: Hl7Document, { ids, byId }: Fields): string[] {
  const values = new Set<string>();
  for (const segment of segmentsNamed(document, ids)) {
    for (const field of byId[segment.id.toUpperCase()] ?? []) {
      for (const span of repetitionSpans(document, segment, field)) {
        values.add(firstValueIn(document, segment, span).trim());
      }
    }
  }
  values.delete('');
  return [...values];
}

/** HL7 tables 0027 and 0485, and what Norwegian senders write instead. A code for a call back or before surgery says nothing of the hurry. */
const urgentCodes = new Set(
  'S STAT A ASAP CITO EM EMERGENCY U UR URGENT T TS Ø ØHJELP ØYEBLIKKELIG HASTER HASTE'.split(' '),
);
const routineCodes = new Set('R ROUTINE N NORMAL ELEKTIV RUTINE'.split(' '));

/** HL7 table 0078: beyond the panic limits, or very abnormal. Such a result is urgent whatever was ordered. */
const alarmingFlags = new Set(['HH', 'LL', 'AA']);

const prioritySegments = new IdSet(['ORC', 'OBR', 'TQ1']);

function readUrgency(document: Hl7Document): MessageSummary['urgency'] {
  const codes = segmentsNamed(document, prioritySegments)
    .flatMap((segment) => priorityCodes(document, segment))
    .map((code) => code.trim().toUpperCase());
  if (codes.some((code) => urgentCodes.has(code) || /^T[SMH]\d+$/.test(code))) return 'urgent';
  if (findSegments(document, 'OBX').some((result) => isAlarming(document, result))) return 'urgent';
  return codes.some((code) => routineCodes.has(code)) ? 'routine' : 'unknown';
}

function isAlarming(document: Hl7Document, result: Segment): boolean {
  return repetitionSpans(document, result, 8).some((span) =>
    alarmingFlags.has(firstValueIn(document, result, span).trim().toUpperCase()),
  );
}

function priorityCodes(document: Hl7Document, segment: Segment): string[] {
  switch (segment.id.toUpperCase()) {
    case 'ORC':
      return [valueAt(document, segment, { field: 7, component: 6 })];
    case 'OBR':
      return [valueAt(document, segment, { field: 5 }), valueAt(document, segment, { field: 27, component: 6 })];
    case 'TQ1':
      return repetitionSpans(document, segment, 9).map((span) => firstValueIn(document, segment, span));
    default:
      return [];
  }
}

/** OBR-25, HL7 table 0123. */
const reportVersions: Record<string, ReportVersion> = {
  P: 'preliminary',
  R: 'preliminary',
  A: 'partial',
  F: 'final',
  C: 'corrected',
  X: 'withdrawn',
  M: 'corrected',
  N: 'preliminary',
};
/** OBX-11, HL7 table 0085. */
const resultVersions: Record<string, ReportVersion> = {
  P: 'preliminary',
  R: 'preliminary',
  S: 'partial',
  F: 'final',
  U: 'final',
  C: 'corrected',
  B: 'final',
  V: 'final',
  D: 'withdrawn',
  W: 'withdrawn',
};

const reports = { ids: new IdSet(['OBR']), places: new PlaceList([{ field: 25 }]) };
const results = { ids: new IdSet(['OBX']), places: new PlaceList([{ field: 11 }]) };

/** OBR-25 of the reports, OBX-11 of the results. */
function readVersion(document: Hl7Document): MessageSummary['version'] {
  const read = ({ ids, places }: typeof reports, versions: Record<string, ReportVersion>) => {
    const codes: string[] = [];
    readAll(document, ids, places, codes);
    return codes.flatMap((code) => versions[code.trim().toUpperCase()] ?? []);
  };
  return versionOf(read(reports, reportVersions), read(results, resultVersions));
}
