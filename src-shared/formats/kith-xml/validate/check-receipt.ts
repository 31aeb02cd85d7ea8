import { inPath } from '../../xml/xml-nodes.ts';
import type { KithDocument } from '../kith-document.ts';
import { readKithNamespace } from '../kith-namespace.ts';
import { codeOf, timeOf } from '../kith-party.ts';
import { readSignal } from '../kith-receipt.ts';
import { parseKithTime } from '../kith-time.ts';
import type { Visited } from '../kith-walk.ts';
import { type KithReport, startPlace } from './kith-report.ts';
import { placeAt } from './place-at.ts';

const reference = 'HIS 80415, AppRec; HITS 1168';

/** Status and errors of a receipt must tell the same. */
export function checkAppRec(document: KithDocument, zone: string, report: KithReport): void {
  const { element } = document;
  const status = codeOf(element, 'Status');
  const place = placeAt(document, 'Status') ?? startPlace(document);
  const errors = element.all('Error').filter((error) => (error.attribute('V') ?? '') !== '');
  if ((status === '2' || status === '3') && errors.length === 0)
    report(place, { rule: 'kith.receipt-reason', reference });
  const error = placeAt(document, 'Error');
  if (status === '1' && errors.length > 0 && error !== null)
    report(error, { rule: 'kith.receipt-ok-error', reference });
  const [made, answered] = ['GenDate', 'OriginalMsgId/IssueDate'].map((path) =>
    parseKithTime(timeOf(element, path) ?? '', zone),
  );
  const madeAt = placeAt(document, 'GenDate');
  if (made != null && answered != null && made < answered && madeAt !== null)
    report(madeAt, { rule: 'kith.receipt-early', reference });
}

/** The signature of an envelope, and the message a signal is about. */
export function checkEnvelope(document: KithDocument, report: KithReport): void {
  const header = document.element.first('Header');
  const ebxml = 'HIS 1037; ebXML Message Service 2.0';
  const message = placeAt(document, 'Header/MessageHeader');
  if (header === null || message === null) return;
  if (header.first('Signature') === null) report(message, { rule: 'kith.unsigned', reference: ebxml });
  const action = placeAt(document, 'Header/MessageHeader/Action');
  const isSignal = action?.text === 'MessageError' || action?.text === 'Acknowledgment';
  const refersTo = readSignal(header)?.refersTo ?? null;
  if (isSignal && refersTo === null)
    report(message, { rule: 'kith.element-missing', params: { element: 'RefToMessageId' }, reference: ebxml });
  if (action?.text === 'MessageError' && header.first('ErrorList') === null)
    report(message, { rule: 'kith.element-missing', params: { element: 'ErrorList' }, reference: ebxml });
}

/** The manifest names the namespace and the version of what the envelope carries. Source: HITS 1210. */
export function checkManifest({ path, scope, attributes }: Visited, report: KithReport): void {
  if (scope.kind !== 'envelope' || scope.name !== 'Schema') return;
  const read = (name: string) => attributes.find((each) => each.name.replace(/^.*:/, '') === name);
  const { version } = readKithNamespace(read('location')?.value ?? '');
  const stated = read('version');
  if (version === null || stated === undefined || stated.value.trim() === version) return;
  const place = { path: `${path}/@${inPath(stated.name)}`, span: stated.span };
  report(place, { rule: 'kith.schema-version', params: { version }, reference: 'HITS 1210' });
}
