import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ConnectorRow, ProcessingState } from '../../../src-shared/domain/message.ts';
import { awaitsConfirmation, type ReceiverRow, type Replay } from '../../../src-shared/domain/replay.ts';
import type { CopyDelivery, FoundCopy, MessageDetail } from '../../engines/engine.ts';
import type { OwnReplays, PreparedReplay } from './prepare-replay.ts';
import type { ReplayDeps } from './replay-deps.ts';

/** A copy of a copy of a copy: more generations than this nobody makes by hand. */
const maxGenerations = 8;

/**
 * Every other message that carries the same event: copies of this message, and, if it is itself a copy, its originals and their other copies.
 * Sending a failed copy again while another one got through would deliver twice.
 * @param own what this journal was read for already, null = nothing; an engine is asked in any case
 * @throws AppError rather than answer half
 */
export async function findFamilyCopies(
  deps: ReplayDeps,
  { engine, facet: sending, target, detail }: PreparedReplay,
  { own, signal }: { own: OwnReplays | null; signal: AbortSignal },
): Promise<FoundCopy[]> {
  // Only the engine that has the message knows of copies; a receiver sent to past it cannot tell.
  const facet = target === null ? sending : engine.replay;
  if (facet === undefined) throw new AppError('ENGINE_PROTOCOL', 'This engine cannot look for copies.');
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
  const further = root === detail ? [] : await facet.findCopies(detail.ref, signal);
  const byId = new Map([...originals.map(asCopy), ...found, ...further].map((copy) => [copy.nativeId, copy]));
  const isThisOne = (copy: FoundCopy) => copy.nativeId === detail.ref.nativeId && copy.how !== 'reprocessed';
  const copies = [...byId.values()].filter((copy) => !isThisOne(copy)).toSorted((a, b) => b.at - a.at);
  // With originals more replays count than were read for the message alone.
  if (own?.watch.stands() === true && originals.length === 0) return withOwnKnowledge(copies, ofMessage(own, detail));
  const refs = [detail, ...originals].map(({ ref }) => ref);
  return withOwnKnowledge(copies, (await Promise.all(refs.map((ref) => deps.journal.replays.ofMessage(ref)))).flat());
}

function ofMessage({ replays }: OwnReplays, { ref }: MessageDetail): Replay[] {
  return replays.filter(({ nativeId }) => nativeId === ref.nativeId);
}

/**
 * Our own confirmation reads receivers' answers, an engine's row only that it was sent: a refused delivery is none. And what this journal knows
 * to have been taken was taken, also where the engine has pruned the copy or cannot tell of it.
 */
function withOwnKnowledge(copies: FoundCopy[], replays: Replay[]): FoundCopy[] {
  const ourById = new Map<string, Replay>(replays.map((replay) => [replay.replayId, replay]));
  const judged = copies.map((copy) => {
    const ours = ourById.get(copy.correlationId ?? '');
    return ours?.state !== 'failed-again' || copy.deliveries === null
      ? copy
      : { ...copy, deliveries: ours.evidence.map(fromEvidence) };
  });
  const shown = new Set(copies.flatMap(({ nativeId, correlationId }) => [nativeId, correlationId]));
  const unshown = replays.filter(
    ({ replayId, newNativeId, targetConnectionId, state }) =>
      wasTaken(state) && targetConnectionId === null && !shown.has(replayId) && !shown.has(newNativeId ?? replayId),
  );
  return [...judged, ...unshown.map(fromReplay)];
}

/** What went past the engine is told by a hazard of its own. */
function wasTaken(state: Replay['state']): boolean {
  return awaitsConfirmation(state) || state === 'confirmed-by-receiver' || state === 'confirmed-by-apprec';
}

function fromReplay({ replayId, newNativeId, sentAt, createdAt, person, evidence }: Replay): FoundCopy {
  const deliveries = evidence.length === 0 ? null : evidence.map(fromEvidence);
  const nativeId = newNativeId ?? '?';
  return { nativeId, at: sentAt ?? createdAt, how: 'correlation-id', by: person, correlationId: replayId, deliveries };
}

function fromEvidence({ connectorId, outcome }: ReceiverRow): { connectorId: string; delivery: CopyDelivery } {
  const deliveries = {
    sent: 'delivered',
    queued: 'unsettled',
    pending: 'unsettled',
    errored: 'failed',
    filtered: 'filtered',
    mismatched: 'unsettled',
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
