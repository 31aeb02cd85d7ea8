import type { ReceiverRow } from '../../../src-shared/domain/replay.ts';
import { findSegments, type Hl7Document, openHl7, valueAt } from '../../../src-shared/formats/hl7v2/hl7-document.ts';
import type { ReplayOutcome } from '../engine.ts';
import { type AckError, explainAnswer, readAckError } from './mllp-errors.ts';

/**
 * A message to be sent, as far as its header matters to the wire. `key`: messages with the same one keep their order.
 * `wantsApplication`: an application's answer (AA, AE, AR) is awaited after or instead of a commit (CA): always in original mode, in enhanced
 * mode when MSH-16 asks for any.
 */
export type Outgoing = { bytes: Uint8Array; controlId: string; key: string; wantsApplication: boolean };

export const ackCodes = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'] as const;
export type AckCode = (typeof ackCodes)[number];

/** MSA-1, MSA-2, MSA-3 and the first error told. `text` is content. */
export type Answer = { code: AckCode; controlId: string; text: string; error: AckError | null };

/** Everything needed of a message stands near its beginning; the rest of a large one is not parsed. */
const headBytes = 64 * 1024;

/** @returns null when it does not begin as an HL7 v2 message. `controlId` '' when MSH-10 is empty. */
export function readOutgoing(bytes: Uint8Array): Outgoing | null {
  if (!(bytes[0] === 0x4d && bytes[1] === 0x53 && bytes[2] === 0x48)) return null;
  const document = openHl7(bytes.subarray(0, headBytes), { statedEncoding: null });
  const [header] = findSegments(document, 'MSH');
  if (header === undefined) return null;
  const at = (field: number) => valueAt(document, header, { field }).trim();
  const isEnhanced = at(15) !== '' || at(16) !== '';
  const controlId = at(10);
  return {
    bytes,
    controlId,
    key: patientOf(document) || controlId,
    wantsApplication: !isEnhanced || (at(16) !== '' && at(16) !== 'NE'),
  };
}

/** The first patient number (PID-3.1). It stays in memory, as the key of a queue. */
function patientOf(document: Hl7Document): string {
  const [patient] = findSegments(document, 'PID');
  return patient === undefined ? '' : valueAt(document, patient, { field: 3 }).trim();
}

/** @returns null when the frame holds no acknowledgement that can be read (HL7 v2.5.1 chapter 2, MSA) */
export function readAnswer(frame: Uint8Array): Answer | null {
  const document = openHl7(frame, { statedEncoding: null });
  const [segment] = findSegments(document, 'MSA');
  if (segment === undefined) return null;
  const at = (field: number) => valueAt(document, segment, { field }).trim();
  const code = ackCodes.find((each) => each === at(1));
  if (code === undefined) return null;
  return { code, controlId: at(2), text: at(3), error: readAckError(document) };
}

/** One row for the receiver. A commit says that it is kept safely, not what came of it: *pending*. */
export function rowOf(connection: { connectionId: string; name: string }, answer: Answer): ReceiverRow {
  const { code, text, error } = answer;
  return {
    connectorId: connection.connectionId,
    name: connection.name,
    outcome: code === 'AA' ? 'sent' : code === 'CA' ? 'pending' : 'errored',
    acknowledgementCode: code,
    oneLine: error?.text || text || null,
    explanation: explainAnswer(answer),
  };
}

/** An answer that came late, on the connection on which this message alone was in flight. A person may weigh it; it settles nothing. */
export function lateRowOf(connection: { connectionId: string; name: string }, answer: Answer): ReceiverRow {
  return { ...rowOf(connection, answer), outcome: 'mismatched' };
}

/** What the receiver's answer at the send means. No rows: nothing is known. */
export function outcomeOf(evidence: readonly ReceiverRow[]): ReplayOutcome {
  const row = evidence.find(({ outcome }) => outcome !== 'mismatched');
  if (row === undefined) return { kind: 'unknown' };
  const receivers = [...evidence];
  const known = { nativeId: null, receivers };
  if (row.outcome === 'pending') return { kind: 'processing', ...known };
  if (row.outcome === 'sent') return { kind: 'confirmed-by-receiver', ...known, errorText: null };
  const errorText = `${row.acknowledgementCode ?? ''} ${row.oneLine ?? ''}`.trim();
  return { kind: 'failed-again', ...known, errorText };
}
