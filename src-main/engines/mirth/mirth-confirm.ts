import type { ReceiverRow } from '../../../src-shared/domain/replay.ts';
import type { ReplayOutcome, ReplayReceipt } from '../engine.ts';
import { type Acknowledgement, controlIdOf, isPositive, readAcknowledgement } from './mirth-ack.ts';
import type { MirthClient } from './mirth-client.ts';
import { findByOriginal, provenanceOf } from './mirth-copies.ts';
import { readErrorText } from './mirth-errors.ts';
import {
  errorTextOf,
  type MirthMessage,
  type MirthRow,
  sourceMapOf,
  sourceOf,
  stageOf,
} from './mirth-message-mapping.ts';
import type { MirthReader } from './mirth-messages.ts';
import { readWholeRaw } from './mirth-raw.ts';
import { sentence } from './mirth-sentences.ts';

/** `clockSkewMs` engine minus us, null when not measured yet. */
type Deps = { client: MirthClient; reader: MirthReader; clockSkewMs(): number | null };

/** A reprocessed copy was made after we asked, by the engine's clock; how far off the measured difference, or none, may be. */
const measuredToleranceMs = 2_000;
const unmeasuredToleranceMs = 120_000;

/** What became of a replay, read from the engine's rows. Source: mirth-api §7, §8. */
export async function confirmReplay(deps: Deps, receipt: ReplayReceipt, signal: AbortSignal): Promise<ReplayOutcome> {
  const nativeId = receipt.nativeId ?? (await findOurCopy(deps, receipt, signal));
  if (nativeId === null) return { kind: 'unknown' };
  const message = await deps.reader.message({ ...receipt.ref, nativeId }, null, signal);
  return message === null ? { kind: 'unknown' } : judge(message);
}

/**
 * By our id in the source map. A reprocessed one carries none: it is the first made of this original after we asked, but only where we had
 * to leave it to the engine; else a colleague's reprocess would be taken for ours.
 */
async function findOurCopy(deps: Deps, receipt: ReplayReceipt, signal: AbortSignal): Promise<string | null> {
  const copies = await findByOriginal(deps.client, receipt.ref, signal);
  const ours = copies.find((message) => provenanceOf(message).replayId === receipt.replayId);
  if (ours !== undefined) return ours.nativeId;
  const skewMs = deps.clockSkewMs();
  const earliestAt =
    receipt.acceptedAt + (skewMs ?? 0) - (skewMs === null ? unmeasuredToleranceMs : measuredToleranceMs);
  const reprocessed = copies.filter((message) => {
    const source = sourceOf(message);
    const isReprocessed = source !== null && sourceMapOf(source).get('reprocessed')?.text() === 'true';
    return isReprocessed && provenanceOf(message).replayId === null && message.receivedAt >= earliestAt;
  });
  const oldest = reprocessed.at(-1);
  if (oldest === undefined || receipt.bodyHash !== null) return null;
  const raw = await readWholeRaw(deps, receipt.ref, signal);
  return raw.kind === 'incomplete' ? oldest.nativeId : null;
}

/** One verdict over all rows; the worst row decides. Exported for its tests. */
export function judge(message: MirthMessage): ReplayOutcome {
  const { nativeId } = message;
  const source = sourceOf(message);
  const rows = message.rows.filter(({ role }) => role === 'destination').map(readReceiver);
  const receivers = rows.map(({ receiver }) => receiver);
  if (source?.state === 'errored') return { kind: 'failed-again', nativeId, receivers, errorText: errorTextOf(source) };
  const open = receivers.some(({ outcome }) => outcome === 'queued' || outcome === 'pending');
  if (!message.isProcessed) return { kind: 'processing', nativeId, receivers };
  const failed = rows.find(({ errorText }) => errorText !== null);
  if (failed !== undefined) return { kind: 'failed-again', nativeId, receivers, errorText: failed.errorText };
  if (open) return { kind: 'processing', nativeId, receivers };
  const sent = rows.filter(({ receiver }) => receiver.outcome === 'sent');
  if (sent.length === 0) {
    const isFiltered = source?.state === 'filtered' || receivers.length > 0;
    const errorText = sentence(isFiltered ? 'engine.cannot.filtered' : 'engine.cannot.noDestinationServed', {});
    return { kind: 'failed-again', nativeId, receivers, errorText };
  }
  const isByReceiver = sent.every(({ isAcknowledged }) => isAcknowledged);
  return { kind: isByReceiver ? 'confirmed-by-receiver' : 'confirmed-by-engine', nativeId, receivers, errorText: null };
}

type Reading = { receiver: ReceiverRow; errorText: string | null; isAcknowledged: boolean };

/** *sent* is the engine's word. A negative acknowledgement outweighs it; one for another control id proves nothing. */
function readReceiver(row: MirthRow): Reading {
  const acknowledgement = acknowledgementOf(row);
  const isRefused = acknowledgement !== null && !isPositive(acknowledgement);
  const outcome = outcomeOf(row);
  const isFailed = outcome === 'errored' || (outcome === 'sent' && isRefused);
  const errorText = isFailed ? (errorTextOf(row) ?? refusalText(acknowledgement)) : null;
  return {
    receiver: {
      connectorId: row.connectorId,
      name: row.name,
      outcome: isFailed ? 'errored' : outcome,
      acknowledgementCode: acknowledgement?.code ?? null,
      oneLine: errorText === null ? null : readErrorText(errorText, null).line,
    },
    errorText,
    isAcknowledged: outcome === 'sent' && acknowledgement !== null && isPositive(acknowledgement),
  };
}

/** The receiver's answer to this message; null when there is none, or it answers another one. */
function acknowledgementOf(row: MirthRow): Acknowledgement | null {
  const response = stageOf(row, 'response');
  const acknowledgement = response === null || response.isEncrypted ? null : readAcknowledgement(response.text);
  if (acknowledgement === null) return null;
  const sent = stageOf(row, 'sent') ?? stageOf(row, 'encoded');
  const controlId = sent === null || sent.isEncrypted ? '' : controlIdOf(sent.text);
  return controlId !== '' && controlId !== acknowledgement.controlId ? null : acknowledgement;
}

function outcomeOf(row: MirthRow): ReceiverRow['outcome'] {
  switch (row.state) {
    case 'sent':
    case 'queued':
    case 'errored':
    case 'filtered':
      return row.state;
    case 'pending':
    case 'received':
    case 'transformed':
      return 'pending';
    default:
      return row.state satisfies never;
  }
}

function refusalText(acknowledgement: Acknowledgement | null): string {
  return acknowledgement === null ? '' : `${acknowledgement.code} ${acknowledgement.text}`.trim();
}
