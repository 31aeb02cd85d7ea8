import type { Person } from '../../src-main/practice-engine/traffic/persons.ts';

/** `order`, `report`: numbers of placer and filler, '' = none. `tests`: code of what was asked for. `requester`, `copies`: ids of persons. `at` ms UTC. */
export type Hl7Draft = {
  controlId: string;
  at: number;
  sender: string;
  receiver: string;
  person: Person;
  order: string;
  report: string;
  requester: string;
  copies: readonly string[];
  isUrgent: boolean;
  tests: string;
};

/** `version`: OBR-25. */
export function resultBody(draft: Hl7Draft, version: string): string {
  const { order, report, at } = draft;
  return lines([
    header(draft, 'ORU^R01^ORU_R01'),
    patient(draft),
    'PV1|1|I|MED1^101^1^SYKEHUS',
    `ORC|RE|${order}|${report}||CM||||${timeOf(at)}`,
    heading(draft, version),
    `OBX|1|NM|NPU03230^Kalium^NLK||4.1|mmol/L|3.6-4.6|N|||${version === 'X' ? 'W' : version}`,
    `OBX|2|NM|NPU03429^Natrium^NLK||140|mmol/L|137-145|N|||${version === 'X' ? 'W' : version}`,
  ]);
}

/** `control`: ORC-1, NW for a new one and CA for one taken back. */
export function orderBody(draft: Hl7Draft, control: 'NW' | 'CA'): string {
  const type = draft.receiver === 'RIS' ? 'OMI^O23^OMI_O23' : 'OML^O21^OML_O21';
  return lines([
    header(draft, type),
    patient(draft),
    'PV1|1|I|MED1^101^1^SYKEHUS',
    `ORC|${control}|${draft.order}|||||||${timeOf(draft.at)}|||${draft.requester}^Lege^Test`,
    heading(draft, ''),
  ]);
}

export function admissionBody(draft: Hl7Draft, event: string): string {
  return lines([
    header(draft, `ADT^${event}^ADT_A01`),
    `EVN|${event}|${timeOf(draft.at)}`,
    patient(draft),
    'PV1|1|I|MED1^101^1^SYKEHUS||||HPR1234^Lege^Test',
  ]);
}

/** An application's answer that comes as a message of its own. */
export function acknowledgementBody(draft: Hl7Draft, about: string, code: 'AA' | 'AE'): string {
  return lines([header(draft, 'ACK^R01^ACK'), `MSA|${code}|${about}`]);
}

function header({ sender, receiver, at, controlId }: Hl7Draft, type: string): string {
  return `MSH|^~\\&|${sender}|SYKEHUS|${receiver}|SYKEHUS|${timeOf(at)}||${type}|${controlId}|P|2.5.1|||AL|NE|NOR|UNICODE UTF-8`;
}

function patient({ person }: Hl7Draft): string {
  const { nationalNumber, family, given, birthDate, sex } = person;
  return `PID|1||${nationalNumber}^^^FNR^FNR||${family}^${given}||${birthDate}|${sex}`;
}

function heading({ order, report, requester, copies, at, isUrgent, tests }: Hl7Draft, version: string): string {
  const fields: Record<number, string> = {
    1: '1',
    2: order,
    3: version === '' ? '' : report,
    4: `${tests}^Analysepakke^LOKAL`,
    7: timeOf(at),
    16: `${requester}^Lege^Test`,
    25: version,
    27: `^^^^^${isUrgent ? 'S' : 'R'}`,
    28: copies.map((id) => `${id}^Lege^Kopi`).join('~'),
  };
  return `OBR|${Array.from({ length: 28 }, (_, at0) => fields[at0 + 1] ?? '').join('|')}`;
}

const lines = (segments: readonly string[]): string => `${segments.join('\r')}\r`;

/** Local time of Norway in winter. */
function timeOf(at: number): string {
  return new Date(at + 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
}
