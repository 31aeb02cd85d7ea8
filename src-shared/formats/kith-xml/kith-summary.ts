import { ownValue } from '../../domain/own-value.ts';
import type { MessageSummary, ParseOptions, PatientIdKind } from '../format.ts';
import { emptySummary } from '../shared/empty-summary.ts';
import { identifierKind } from '../shared/identifiers.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { type KithDocument, type KithMessage, openKith } from './kith-document.ts';
import { codeOf, type KithParty, labelParty, readParty, textOf, timeOf } from './kith-party.ts';
import { readAppRec, readSignal } from './kith-receipt.ts';
import { parseKithTime } from './kith-time.ts';

const defaultZone = 'Europe/Oslo';

type Parties = { sender: KithParty | null; receiver: KithParty | null; others: (KithParty | null)[] };

/** Header of the root document; keys of it and of what stands in its content. */
export function summariseKith(body: Uint8Array, options: ParseOptions): MessageSummary {
  return summaryOfKith(openKith(body, options), options);
}

export function summaryOfKith({ documents }: KithMessage, options: ParseOptions): MessageSummary {
  const [root] = documents;
  if (root === undefined) return emptySummary('kith-xml');
  const parties = readParties(root);
  const patients = documents.flatMap(({ element, kind }) => findPatients(element, kind));
  const reports = documents.flatMap(({ element }) => findReports(element));
  const messageAt = timeOf(root.element, timePaths[root.kind] ?? 'GenDate');
  return {
    ...emptySummary('kith-xml'),
    header: {
      messageControlId: textOf(root.element, idPaths[root.kind] ?? 'MsgId') ?? findLostId(root.element),
      messageType: typeOf(documents),
      sender: labelParty(parties.sender),
      receiver: labelParty(parties.receiver),
      messageAt: messageAt === null ? null : parseKithTime(messageAt, options.zone ?? defaultZone),
    },
    recipients: unique([parties.receiver, ...parties.others].flatMap((party) => party?.ids.map(({ id }) => id) ?? [])),
    patientKeys: unique(patients.flatMap(numbersOf).map(({ value }) => value)),
    patient: patients.flatMap(numbersOf)[0] ?? null,
    orderKeys: unique(reports.flatMap(orderKeysOf)),
    urgency: urgencyOf(reports),
    version: versionOf(reports),
    receipt: receiptOf(root),
  };
}

/** Where the head is broken the id may stand below something that is not closed. */
function findLostId(root: XmlElement): string | null {
  const near = [root, ...root.children];
  return near.map((element) => textOf(element, 'MsgId')).find((id) => id !== null) ?? null;
}

const idPaths: Partial<Record<KithDocument['kind'], string>> = {
  msghead: 'MsgInfo/MsgId',
  apprec: 'Id',
  envelope: 'Header/MessageHeader/MessageData/MessageId',
};
const timePaths: Partial<Record<KithDocument['kind'], string>> = {
  msghead: 'MsgInfo/GenDate',
  envelope: 'Header/MessageHeader/MessageData/Timestamp',
};
const typePaths: Partial<Record<KithDocument['kind'], string>> = { msghead: 'MsgInfo/Type', apprec: 'MsgType' };

/** `SVAR_LAB 1.4`: the code and, where a namespace tells it, the version of what the message is about. Of an envelope its action. */
function typeOf(documents: readonly KithDocument[]): string | null {
  const [root, ...inner] = documents;
  if (root === undefined) return null;
  if (root.kind === 'envelope') return textOf(root.element, 'Header/MessageHeader/Action');
  const code = codeOf(root.element, typePaths[root.kind] ?? 'Type') ?? defaultTypes[root.kind] ?? null;
  const version = root.kind === 'msghead' ? (inner[0]?.version ?? null) : root.version;
  return code === null || version === null ? code : `${code} ${version}`;
}

const defaultTypes: Partial<Record<KithDocument['kind'], string>> = { apprec: 'APPREC' };

function readParties({ element, kind }: KithDocument): Parties {
  if (kind === 'envelope') {
    const party = (path: string): KithParty => ({ name: null, ids: partyIds(element.at(path)) });
    return { sender: party('Header/MessageHeader/From'), receiver: party('Header/MessageHeader/To'), others: [] };
  }
  const head = kind === 'msghead' ? element.first('MsgInfo') : kind === 'apprec' ? element : reportOf(element);
  const isOrder = head?.localName === 'ServReq';
  const [from, to] = isOrder ? ['Requester', 'ServProvider'] : ['ServProvider', 'Requester'];
  const copies = [...(head?.all('OtherReceiver') ?? []), ...(head?.all('CopyDest') ?? [])];
  return {
    sender: readParty(head?.first('Sender') ?? head?.first(from) ?? null),
    receiver: readParty(head?.first('Receiver') ?? head?.first(to) ?? null),
    others: copies.map(readParty),
  };
}

function partyIds(element: XmlElement | null): KithParty['ids'] {
  return (element?.all('PartyId') ?? []).flatMap((party) => {
    const id = party.text().trim();
    const type = party.attributes.find(({ name }) => name === 'type' || name.endsWith(':type'))?.value ?? '';
    return id === '' ? [] : [{ id, type }];
  });
}

/** Report, requisition, referral or discharge letter: the one element below `Message`. */
function reportOf(message: XmlElement): XmlElement | null {
  return message.first('ServReport') ?? message.first('ServRprt') ?? message.first('ServReq');
}

/** Version 1.2 and 1.3 of the report allow several. */
function findReports(element: XmlElement): XmlElement[] {
  if (element.localName === 'Message')
    return [...element.all('ServReport'), ...element.all('ServRprt'), ...element.all('ServReq')];
  if (element.localName === 'Dialogmelding') return [...element.all('Foresporsel'), ...element.all('Notat')];
  return [];
}

function findPatients(element: XmlElement, kind: KithDocument['kind']): XmlElement[] {
  if (kind === 'msghead') return [element.first('MsgInfo')?.first('Patient') ?? []].flat();
  return findReports(element).flatMap((report) => report.all('Patient'));
}

const kindByType: Record<string, PatientIdKind> = { FNR: 'fnr', DNR: 'dnr', HNR: 'hnr', FHN: 'fhn', DUF: 'duf' };

/** The official number first. Its kind is that of its digits; where these do not tell, that of its type. */
function numbersOf(patient: XmlElement): { kind: PatientIdKind; value: string }[] {
  const official = { value: textOf(patient, 'OffId'), type: codeOf(patient, 'TypeOffId') };
  const others = [...patient.all('Ident'), ...patient.all('AdditionalId')].map((ident) => ({
    value: textOf(ident, 'Id'),
    type: codeOf(ident, 'TypeId') ?? codeOf(ident, 'Type'),
  }));
  const local = ['IdByServProvider', 'IdByRequester'].map((name) => ({ value: textOf(patient, name), type: null }));
  return [official, ...others, ...local].flatMap(({ value, type }) =>
    value === null ? [] : [{ kind: kindOf(value, type), value }],
  );
}

function kindOf(value: string, type: string | null): PatientIdKind {
  const byForm = identifierKind(value);
  const isNumber = byForm === 'fnr' || byForm === 'dnr' || byForm === 'hnr' || byForm === 'fhn';
  return isNumber ? byForm : (ownValue(kindByType, type ?? '') ?? 'id');
}

/** Ids of the order, of the report about it and of what a dialogue is about. */
function orderKeysOf(report: XmlElement): string[] {
  const orders = report.localName === 'ServReq' ? [report] : report.all('ServReq');
  const paths = ['Id', 'IdByServProvider', 'ServProvId'];
  const keys = orders.flatMap((order) => paths.map((path) => textOf(order, path)));
  const own = ['ServProvId', 'DokIdNotat', 'DokIdForesp'].map((path) => textOf(report, path));
  return [...keys, ...own].filter((key) => key !== null);
}

/** Volven code sets 7303 and 8115, and what dialogue messages say. A wish for an answer by telephone says nothing of the hurry. */
const urgentCodes = new Set(['OHJELP', 'TELC', 'H']);
const routineCodes = new Set(['NORM', 'N', 'L', 'PK']);

function urgencyOf(reports: readonly XmlElement[]): MessageSummary['urgency'] {
  const codes = reports.flatMap(priorityCodes).filter((code) => code !== null);
  if (codes.some((code) => urgentCodes.has(code))) return 'urgent';
  return codes.some((code) => routineCodes.has(code)) ? 'routine' : 'unknown';
}

function priorityCodes(report: XmlElement): (string | null)[] {
  const orders = report.all('ServReq').map((order) => codeOf(order, 'RequestedPrioReport'));
  const services = [...report.all('ReqInvestigation'), ...report.all('ReqServ'), ...report.all('Event')];
  const parts = services.flatMap((part) => [
    codeOf(part, 'Priority'),
    ...part.all('Investigation').map((each) => codeOf(each, 'Priority')),
  ]);
  return [
    codeOf(report, 'Priority'),
    codeOf(report, 'RequestedPrioReport'),
    codeOf(report, 'Hastegrad'),
    ...orders,
    ...parts,
  ];
}

type Version = NonNullable<MessageSummary['version']>;

/** Code sets 7309 (cancelled and changed first) and 7306. */
function versionOf(reports: readonly XmlElement[]): Version | null {
  const versions = reports.map((report): Version | null => {
    const service = codeOf(report, 'ServType');
    if (service === 'C') return 'withdrawn';
    if (service === 'M') return 'corrected';
    const status = codeOf(report, 'Status') ?? '';
    const known: Record<string, Version> = { P: 'preliminary', F: 'final', A: 'partial', S: 'preliminary' };
    return known[status] ?? null;
  });
  const order: Version[] = ['corrected', 'preliminary', 'partial', 'final', 'withdrawn'];
  return order.find((version) => versions.includes(version)) ?? null;
}

function receiptOf({ element, kind }: KithDocument): MessageSummary['receipt'] {
  if (kind === 'apprec') return readAppRec(element);
  return kind === 'envelope' ? readSignal(element.first('Header')) : null;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
