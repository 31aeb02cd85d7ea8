import type { KithDocument } from '../kith-document.ts';
import { codeOf, readParty, textOf, timeOf } from '../kith-party.ts';
import { parseKithTime } from '../kith-time.ts';
import { type KithReport, standards, startPlace } from './kith-report.ts';
import { placeAt } from './place-at.ts';

const uuid = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
const idPaths: Partial<Record<KithDocument['kind'], string>> = { msghead: 'MsgInfo/MsgId', apprec: 'Id' };
const datePaths: Partial<Record<KithDocument['kind'], string>> = { msghead: 'MsgInfo/GenDate' };
const versionPaths: Partial<Record<KithDocument['kind'], string>> = { msghead: 'MsgInfo/MIGversion' };

/** A clock may be a little ahead of ours. */
const toleranceMs = 3_600_000;

/** Id, version and time of a document that has a head. */
export function checkHead(
  document: KithDocument,
  { now, zone }: { now: number | null; zone: string },
  report: KithReport,
): void {
  const { element, kind, version } = document;
  const reference = standards[kind];
  if (kind === 'envelope' || kind === 'foreign' || kind === 'common') return;
  if (version === null) report(startPlace(document), { rule: 'kith.version-unknown', reference });
  if (kind === 'dialogue') return;
  const id = placeAt(document, idPaths[kind] ?? 'MsgId');
  if (id !== null && id.text !== '' && !uuid.test(id.text)) report(id, { rule: 'kith.message-id', reference });
  const stated = placeAt(document, versionPaths[kind] ?? 'MIGversion');
  const number = /^v?\s*(\d+\.\d+)/i.exec(stated?.text ?? '')?.[1];
  if (stated !== null && version !== null && number !== undefined && number !== version)
    report(stated, { rule: 'kith.version-text', params: { version }, reference });
  const made = placeAt(document, datePaths[kind] ?? 'GenDate');
  const at = made === null ? null : parseKithTime(timeOf(element, datePaths[kind] ?? 'GenDate') ?? '', zone);
  if (made !== null && at !== null && now !== null && at > now + toleranceMs)
    report(made, { rule: 'kith.date-future', reference });
}

/** Who sends and who receives a message must be found in the address register. */
export function checkParties(document: KithDocument, report: KithReport): void {
  const { element, kind } = document;
  const head = kind === 'msghead' ? element.first('MsgInfo') : kind === 'apprec' ? element : null;
  const body = head ?? element.first('ServReport') ?? element.first('ServRprt') ?? element.first('ServReq');
  const names = head === null ? ['ServProvider', 'Requester'] : ['Sender', 'Receiver'];
  for (const name of kind === 'envelope' ? [] : names) {
    const path = `${body === element ? '' : `${body?.localName}/`}${name}`;
    const found = placeAt(document, path);
    const party = readParty(element.at(path));
    // A person in MsgHead may be the receiver: then there is no organisation.
    if (found === null || party === null || element.at(`${path}/Patient`) !== null) continue;
    if (!party.ids.some(({ type }) => type === 'HER'))
      report(found, { rule: 'kith.her-missing', params: { party: name }, reference: 'NHN Adresseregisteret' });
  }
}

/** Types of messages begin so, by the document they are about. Source: Volven code set 8279. */
const typeStarts = {
  report: /^SVAR/,
  requisition: /^REK/,
  discharge: /^EPI/,
  referral: /^(?:HENV|VIDEREHENV)/,
  dialogue: /^DIALOG/,
} as const;

/** Whether the type of the message and what stands in it are about the same. */
export function checkTypeAndContent(documents: readonly KithDocument[], report: KithReport): void {
  const [root, ...inner] = documents;
  if (root === undefined) return;
  const isHead = root.kind === 'msghead';
  const path = isHead ? 'MsgInfo/Type' : 'Type';
  const type = codeOf(root.element, path) ?? '';
  const place = placeAt(root, path);
  for (const document of isHead ? inner : [root]) {
    if (!Object.hasOwn(typeStarts, document.kind)) continue;
    const kind = document.kind as keyof typeof typeStarts;
    const claimed = Object.entries(typeStarts).find(([, start]) => start.test(type))?.[0];
    const reference = 'Volven 8279';
    if (place !== null && claimed !== undefined && claimed !== kind)
      report(place, { rule: 'kith.type-content', params: { found: kind }, reference });
    if (isHead && document.element.localName === 'Message')
      report(startPlace(document), { rule: 'kith.own-head', params: { found: kind }, reference: standards.msghead });
  }
  if (type === 'DIALOG_AVVIK' && textOf(root.element, 'MsgInfo/ConversationRef/RefToParent') === null)
    report(place ?? startPlace(root), { rule: 'kith.parent-missing', reference: 'HIS 1151' });
}
