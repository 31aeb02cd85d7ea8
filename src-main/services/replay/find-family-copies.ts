import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ConnectorRow, MessageRef, ProcessingState } from '../../../src-shared/domain/message.ts';
import type { ReceiverRow, Replay } from '../../../src-shared/domain/replay.ts';
import type { CopyDelivery, FoundCopy, MessageDetail } from '../../engines/engine.ts';
import type { PreparedReplay } from './prepare-replay.ts';
import type { ReplayDeps } from './replay-deps.ts';

/** A copy of a copy of a copy: more generations than this nobody makes by hand. */
const maxGenerations = 8;

/**
 * Every other message that carries the same event: copies of this message, and, if it is itself a copy, its originals and their other copies.
 * Sending a failed copy again while another one got through would deliver twice.
 * @throws AppError rather than answer half
 */
export async function findFamilyCopies(
  deps: ReplayDeps,
  { engine, facet, detail }: PreparedReplay,
  signal: AbortSignal,
): Promise<FoundCopy[]> {
  const originals: MessageDetail[] = [];
  let originalId = detail.originalNativeId;
  while (originalId !== null && (await isKnown(originalId))) {
    if (originals.length >= maxGenerations) {
      throw new AppError('ENGINE_PROTOCOL', 'This message is a copy in too many generations.');
    }
    originalId = originals.at(-1)?.originalNativeId ?? null;
  }

  /** An original that the engine has pruned can have no rows to look at; its other copies are then found by none. */
  async function isKnown(nativeId: string): Promise<boolean> {
    const original = (await engine.messages?.read({ ...detail.ref, nativeId }, signal)) ?? null;
    if (original !== null) originals.push(original);
    return original !== null;
  }

  const root = originals.at(-1) ?? detail;
  const found = await facet.findCopies(root.ref, signal);
  const own = root === detail ? [] : await facet.findCopies(detail.ref, signal);
  const byId = new Map([...originals.map(asCopy), ...found, ...own].map((copy) => [copy.nativeId, copy]));
  const isThisOne = (copy: FoundCopy) => copy.nativeId === detail.ref.nativeId && copy.how !== 'reprocessed';
  const copies = [...byId.values()].filter((copy) => !isThisOne(copy)).toSorted((a, b) => b.at - a.at);
  return withOwnKnowledge(
    deps,
    [detail, ...originals].map(({ ref }) => ref),
    copies,
  );
}

/** Our own confirmation reads receivers' answers, an engine's row only that it was sent: a refused delivery is none. */
async function withOwnKnowledge(deps: ReplayDeps, refs: MessageRef[], copies: FoundCopy[]): Promise<FoundCopy[]> {
  if (!copies.some((copy) => copy.correlationId !== null)) return copies;
  const replays = (await Promise.all(refs.map((ref) => deps.journal.replays.ofMessage(ref)))).flat();
  const failedById = new Map<string, Replay>(
    replays.filter((replay) => replay.state === 'failed-again').map((replay) => [replay.replayId, replay]),
  );
  return copies.map((copy) => {
    const ours = failedById.get(copy.correlationId ?? '');
    return ours === undefined || copy.deliveries === null
      ? copy
      : { ...copy, deliveries: ours.evidence.map(fromEvidence) };
  });
}

function fromEvidence({ connectorId, outcome }: ReceiverRow): { connectorId: string; delivery: CopyDelivery } {
  const deliveries = {
    sent: 'delivered',
    queued: 'unsettled',
    pending: 'unsettled',
    errored: 'failed',
    filtered: 'filtered',
  } as const satisfies Record<ReceiverRow['outcome'], CopyDelivery>;
  return { connectorId, delivery: deliveries[outcome] };
}

function asCopy(original: MessageDetail): FoundCopy {
  return {
    nativeId: original.ref.nativeId,
    at: original.receivedAt,
    how: 'original-id',
    by: null,
    correlationId: null,
    deliveries: original.connectors.filter((row) => row.role === 'destination').map(fromRow),
  };
}

function fromRow({ connectorId, state }: ConnectorRow): { connectorId: string; delivery: CopyDelivery } {
  const deliveries = {
    sent: 'delivered',
    errored: 'failed',
    filtered: 'filtered',
    received: 'unsettled',
    transformed: 'unsettled',
    queued: 'unsettled',
    pending: 'unsettled',
  } as const satisfies Record<ProcessingState, CopyDelivery>;
  return { connectorId, delivery: deliveries[state] };
}
