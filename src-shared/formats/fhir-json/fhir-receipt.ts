import type { Receipt } from '../format.ts';
import type { JsonDocument } from '../json/json-document.ts';
import { type FhirMessage, ofType } from './fhir-message.ts';
import { below, entriesOf, items, type Spot, spotAt, textAt } from './fhir-reader.ts';

type ReceiptError = Receipt['errors'][number];

const maxErrors = 200;

/** A message with MessageHeader.response, the answer to a transaction or batch, or an OperationOutcome alone; null for anything else. */
export function readReceipt(message: FhirMessage): Receipt | null {
  const { document, root, bundleType } = message;
  const header = ofType(message, 'MessageHeader')[0] ?? null;
  const response = spotAt(document, header, 'response');
  if (response !== null) return readResponse(message, response);
  if (bundleType === 'transaction-response' || bundleType === 'batch-response') return readEntries(document);
  if (textAt(document, root, 'resourceType') === 'OperationOutcome' && root !== null)
    return readOutcome(document, root);
  return null;
}

/** MessageHeader.response.code: `ok`, `transient-error` (may be sent again), `fatal-error`. */
function readResponse(message: FhirMessage, response: Spot): Receipt {
  const { document } = message;
  const status = textAt(document, response, 'code') ?? '';
  const issues = ofType(message, 'OperationOutcome').flatMap((outcome) => issuesOf(document, outcome));
  const isRejected = status === 'transient-error' || status === 'fatal-error';
  const accepted = issues.some(isSerious) ? 'accepted-with-errors' : 'accepted';
  return {
    outcome: isRejected ? 'rejected' : status === 'ok' ? accepted : 'unknown',
    status,
    refersTo: textAt(document, response, 'identifier'),
    errors: issues.slice(0, maxErrors),
  };
}

/** One failing entry fails a transaction as a whole, of a batch only itself. */
function readEntries(document: JsonDocument): Receipt {
  const entries = entriesOf(document).map((entry) => {
    const response = below(document, entry, 'response');
    const status = textAt(document, response, 'status') ?? '';
    return { status, isGood: /^[23]\d\d/.test(status), outcome: below(document, response, 'outcome') };
  });
  const failed = entries.filter(({ isGood }) => !isGood);
  const errors = failed.flatMap(({ status, outcome }): ReceiptError[] => {
    const code = status === '' ? null : status;
    const issues = outcome === null ? [] : issuesOf(document, outcome);
    return issues.length === 0
      ? [{ code, severity: 'error', text: null }]
      : issues.map((issue) => ({ ...issue, code: code ?? issue.code }));
  });
  const some = failed.length === entries.length ? 'rejected' : 'accepted-with-errors';
  return {
    outcome: entries.length === 0 ? 'unknown' : failed.length === 0 ? 'accepted' : some,
    status: (failed[0] ?? entries[0])?.status ?? '',
    refersTo: null,
    errors: errors.slice(0, maxErrors),
  };
}

function readOutcome(document: JsonDocument, root: Spot): Receipt {
  const issues = issuesOf(document, root);
  const worst = issues.find(isSerious) ?? issues[0];
  const outcome = issues.some(isSerious) ? 'rejected' : 'accepted';
  return {
    outcome: worst === undefined ? 'unknown' : outcome,
    status: worst?.severity ?? '',
    refersTo: null,
    errors: issues.slice(0, maxErrors),
  };
}

function isSerious({ severity }: ReceiptError): boolean {
  return severity === 'fatal' || severity === 'error';
}

function issuesOf(document: JsonDocument, outcome: Spot): ReceiptError[] {
  return items(document, outcome, 'issue').map((issue) => {
    const texts = [
      textAt(document, issue, 'details', 'text') ?? textAt(document, issue, 'details', 'coding', 'display'),
      textAt(document, issue, 'diagnostics'),
    ];
    return {
      code: textAt(document, issue, 'details', 'coding', 'code') ?? textAt(document, issue, 'code'),
      severity: textAt(document, issue, 'severity'),
      text: texts.filter((text) => text !== null).join(' ') || null,
    };
  });
}
