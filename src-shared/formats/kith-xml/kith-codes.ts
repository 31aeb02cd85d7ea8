import { ownValue } from '../../domain/own-value.ts';
import type { CodeList, Label } from '../format.ts';
import type { KithKind } from './kith-namespace.ts';

type CodeTable = Record<string, readonly [nb: string, nn: string, en: string]>;

/** Status of a message for the receiver. Source: Volven code set 8258. */
const receiptStatus: CodeTable = {
  '1': ['OK', 'OK', 'OK'],
  '2': ['Avvist', 'Avvist', 'Rejected'],
  '3': ['OK, feil i delmelding', 'OK, feil i delmelding', 'OK, error in a part'],
};

/** Why a message was refused. Source: Volven code set 8221 and HITS 1168. */
const receiptErrors: CodeTable = {
  T01: ['Ikke lesbar XML', 'Ikkje leseleg XML', 'XML that cannot be read'],
  T02: ['Ikke gyldig XML', 'Ikkje gyldig XML', 'XML that is not valid'],
  T10: ['Meldingsformatet støttes ikke', 'Meldingsformatet blir ikkje støtta', 'Message format not supported'],
  T99: ['Annen formatfeil', 'Annan formatfeil', 'Other format error'],
  S01: ['Feil i signatur', 'Feil i signatur', 'Signature error'],
  S02: ['Ugyldig sertifikat', 'Ugyldig sertifikat', 'Invalid certificate'],
  S03: ['Tilbakekalt sertifikat', 'Tilbakekalla sertifikat', 'Revoked certificate'],
  S99: [
    'Annen feil i signatur eller sertifikat',
    'Annan feil i signatur eller sertifikat',
    'Other signature or certificate error',
  ],
  E10: ['Ugyldig meldingsidentifikator', 'Ugyldig meldingsidentifikator', 'Invalid message identifier'],
  E20: ['Lege finnes ikke', 'Legen finst ikkje', 'Physician does not exist'],
  E21: ['Mottaker finnes ikke', 'Mottakaren finst ikkje', 'Receiver does not exist'],
  E30: ['Pasientens fødselsnummer mangler', 'Fødselsnummeret til pasienten manglar', 'Patient’s number missing'],
  E31: ['Pasientens fødselsnummer er feil', 'Fødselsnummeret til pasienten er feil', 'Patient’s number wrong'],
  E32: ['Pasientens navn mangler', 'Namnet til pasienten manglar', 'Patient’s name missing'],
  E35: [
    'Pasienten er ikke kjent hos mottaker',
    'Pasienten er ikkje kjend hos mottakaren',
    'Patient not known to the receiver',
  ],
  E36: ['For få opplysninger om pasienten', 'For få opplysningar om pasienten', 'Too little is said of the patient'],
  E53: [
    'Annen identitet finnes ikke i Folkeregisteret',
    'Annan identitet finst ikkje i Folkeregisteret',
    'Other person not in the population register',
  ],
  E54: [
    'Annen identitet finnes ikke hos mottaker',
    'Annan identitet finst ikkje hos mottakaren',
    'Other person not known to the receiver',
  ],
  X99: ['Annen feil', 'Annan feil', 'Other error'],
};

/** Source: Volven code set 7309. */
const serviceType: CodeTable = {
  N: ['Ny', 'Ny', 'New'],
  M: ['Endring', 'Endring', 'Change'],
  C: ['Kansellering', 'Kansellering', 'Cancellation'],
  A: ['Tillegg', 'Tillegg', 'Addition'],
  H: ['Historikk', 'Historikk', 'History'],
};

/** Source: Volven code set 7306. */
const reportStatus: CodeTable = {
  P: ['Foreløpig rapport', 'Førebels rapport', 'Preliminary report'],
  F: ['Endelig rapport', 'Endeleg rapport', 'Final report'],
  A: ['Tillegg til rapport', 'Tillegg til rapport', 'Addition to a report'],
  S: ['Planlagt', 'Planlagd', 'Planned'],
};

/** Only the codes that are known for sure; of others the sender's own words are shown. Source: Volven code set 8245. */
const investigationStatus: CodeTable = {
  '1': ['Revidert', 'Revidert', 'Revised'],
  '2': ['Foreløpig', 'Førebels', 'Preliminary'],
  '3': ['Endelig', 'Endeleg', 'Final'],
  '4': ['Tillegg', 'Tillegg', 'Additional'],
  '14': ['Undersøkelse slettet', 'Undersøking sletta', 'Examination deleted'],
};

/** Source: Volven code set 8239. */
const comparators: CodeTable = {
  LT: ['Mindre enn', 'Mindre enn', 'Less than'],
  LE: ['Mindre enn eller lik', 'Mindre enn eller lik', 'Less than or equal'],
  GT: ['Større enn', 'Større enn', 'Greater than'],
  GE: ['Større enn eller lik', 'Større enn eller lik', 'Greater than or equal'],
  NE: ['Ikke lik', 'Ikkje lik', 'Not equal'],
};

/** Source: Volven code sets 8116 (persons) and 9051 (organisations). */
const identifierTypes: CodeTable = {
  FNR: ['Fødselsnummer', 'Fødselsnummer', 'National number'],
  DNR: ['D-nummer', 'D-nummer', 'D-number'],
  HNR: ['H-nummer', 'H-nummer', 'H-number'],
  FHN: ['Felles hjelpenummer', 'Felles hjelpenummer', 'Common emergency number'],
  DUF: ['DUF-nummer', 'DUF-nummer', 'DUF number'],
  HPR: ['HPR-nummer', 'HPR-nummer', 'HPR number'],
  HER: ['HER-id', 'HER-id', 'HER-id'],
  ENH: ['Organisasjonsnummer', 'Organisasjonsnummer', 'Organisation number'],
  RSH: ['RESH-id', 'RESH-id', 'RESH-id'],
};

/** Source: Volven code sets 7303 and 8115. */
const priorities: CodeTable = {
  DATO: ['Innen dato', 'Innan dato', 'By a date'],
  NORM: ['Normal', 'Normal', 'Normal'],
  OHJELP: ['Øyeblikkelig hjelp', 'Augeblikkeleg hjelp', 'Emergency'],
  TEL: ['Besvares på telefon', 'Blir svart på telefon', 'Answer by telephone'],
  TELC: ['Telefonsvar straks', 'Telefonsvar straks', 'Answer by telephone at once'],
  L: ['Lav', 'Låg', 'Low'],
  N: ['Normal', 'Normal', 'Normal'],
  H: ['Høy', 'Høg', 'High'],
};

/** Source: Volven code set 8114. */
const documentTypes: CodeTable = {
  A: ['Vedlegg', 'Vedlegg', 'Attachment'],
  XML: ['XML-instans', 'XML-instans', 'XML document'],
  REF: ['Referanse', 'Referanse', 'Reference'],
};

/** Source: ebXML Message Service 2.0, section 4.2.3. */
const ebxmlErrors: CodeTable = {
  ValueNotRecognized: ['Ukjent verdi', 'Ukjend verdi', 'Unknown value'],
  NotSupported: ['Støttes ikke', 'Blir ikkje støtta', 'Not supported'],
  Inconsistent: ['Selvmotsigende', 'Sjølvmotseiande', 'Inconsistent'],
  OtherXml: ['Annen XML-feil', 'Annan XML-feil', 'Other XML error'],
  DeliveryFailure: ['Ikke levert', 'Ikkje levert', 'Not delivered'],
  TimeToLiveExpired: ['Levert for sent', 'Levert for seint', 'Delivered too late'],
  SecurityFailure: ['Sikkerhetsfeil', 'Tryggleiksfeil', 'Security failure'],
  MimeProblem: ['Feil i meldingens deler', 'Feil i delane av meldinga', 'Error in the parts of the message'],
  Unknown: ['Ukjent feil', 'Ukjend feil', 'Unknown error'],
};

const tables: Record<string, CodeTable> = {
  Error: receiptErrors,
  ServType: serviceType,
  StatusInvestigation: investigationStatus,
  ArithmeticComp: comparators,
  TypeId: identifierTypes,
  TypeOffId: identifierTypes,
  RequestedPrioReport: priorities,
  Priority: priorities,
  MsgType: documentTypes,
};

/** Meaning of a code by the element it stands in; null when no table has it. */
export function meaningOfCode(element: string, code: string, kind: KithKind): Label | null {
  const table = tableOf(element, kind);
  const words = table !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;
  return words === undefined ? null : toLabel(words);
}

/** The codes known here that may stand in an element; null when there is no table for it. Code sets grow, so others may stand there too. */
export function listCodes(element: string, kind: KithKind): CodeList | null {
  const table = tableOf(element, kind);
  if (table === undefined) return null;
  return { codes: new Map(Object.entries(table).map(([code, words]) => [code, toLabel(words)])), isOpen: true };
}

function tableOf(element: string, kind: KithKind): CodeTable | undefined {
  if (element === 'Status') return kind === 'apprec' ? receiptStatus : reportStatus;
  return Object.hasOwn(tables, element) ? tables[element] : undefined;
}

/** Meaning of an error code of ebXML; null when it is none. */
export function meaningOfEbxmlError(code: string): Label | null {
  const words = Object.hasOwn(ebxmlErrors, code) ? ebxmlErrors[code] : undefined;
  return words === undefined ? null : toLabel(words);
}

export function toLabel([nb, nn, en]: readonly [string, string, string]): Label {
  return { nb, nn, en };
}

/** Code sets of which every code is known here, by number. */
const closedSets: Record<string, { codeSet: string; table: CodeTable }> = {
  Error: { codeSet: '8221', table: receiptErrors },
  ServType: { codeSet: '7309', table: serviceType },
};

/** What is wrong with a code and the text beside it: *unknown* to the code set, or the text is that of another code. Null where nothing can be said. */
export function checkCodeSet(
  element: string,
  { code, text }: { code: string; text: string },
  kind: KithKind,
): { fault: 'unknown' | 'text'; codeSet: string } | null {
  const isStatus = element === 'Status';
  if (isStatus && kind !== 'apprec' && kind !== 'report') return null;
  const status =
    kind === 'apprec' ? { codeSet: '8258', table: receiptStatus } : { codeSet: '7306', table: reportStatus };
  const set = isStatus ? status : ownValue(closedSets, element);
  if (set === undefined || code === '') return null;
  if (!Object.hasOwn(set.table, code)) return { fault: 'unknown', codeSet: set.codeSet };
  const other = Object.entries(set.table).find(([, [nb]]) => nb.toLowerCase() === text.trim().toLowerCase())?.[0];
  return other !== undefined && other !== code ? { fault: 'text', codeSet: set.codeSet } : null;
}
