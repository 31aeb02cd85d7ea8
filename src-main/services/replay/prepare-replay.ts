import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Failure, failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import { ruleOf } from '../../../src-shared/domain/replay-policy.ts';
import type { ReplayFacts } from '../../../src-shared/formats/format.ts';
import type { Capability, Engine, MessageDetail, ReplayFacet } from '../../engines/engine.ts';
import { findLater } from './hazards/later-messages.ts';
import type { Evidence } from './judge-hazards.ts';
import type { EditJudgement, ReplayDeps } from './replay-deps.ts';
import type { Watch } from './watch-evidence.ts';

/** `accountId` of the person who wants it; `isPlan`: to look at, not to send. */
export type ReplayWish = {
  ref: MessageRef;
  edit: EditPlan | null;
  destinationIds: string[] | null;
  targetConnectionId: string | null;
  accountId: string;
  isPlan: boolean;
};

/**
 * `engine` has the message, `facet` sends it: the engine's own, or that of `target`, which is then sent to past the engine.
 * `body` null = the engine did not store it; `edit` null = it is not edited. `destinationIds` are the wanted ones spelt out; past the engine
 * all of its own and the target, because a copy anywhere may reach the same receiver.
 */
export type PreparedReplay = {
  engine: Engine;
  facet: ReplayFacet;
  target: Engine | null;
  detail: MessageDetail;
  failure: Failure | null;
  body: Body | null;
  edit: object | null;
  judgement: EditJudgement;
  facts: ReplayFacts | null;
  destinationIds: string[];
};

/** An engine that can replay, or the sentence why not. */
function requireReplay(
  deps: ReplayDeps,
  place: Pick<MessageRef, 'connectionId'>,
): { engine: Engine; facet: ReplayFacet } {
  const engine = requireEngine(deps, place);
  if (engine.replay === undefined) {
    throw new AppError('FORBIDDEN', 'This engine cannot send a message again.', {
      messageKey: 'replay.refused.noReplay',
    });
  }
  return { engine, facet: engine.replay };
}

function requireEngine(deps: ReplayDeps, { connectionId }: Pick<MessageRef, 'connectionId'>): Engine {
  const engine = deps.engines(connectionId);
  if (engine !== null) return engine;
  throw new AppError('ENGINE_UNREACHABLE', 'The connection of this message is not open.', {
    messageKey: 'replay.refused.noConnection',
  });
}

/**
 * Reads message and body anew and applies the edit. Sends nothing.
 * @throws AppError NOT_FOUND (the engine no longer has it) | BAD_INPUT (no such destination) | FORBIDDEN (edit refused, or the engine cannot) | ENGINE_*
 */
export async function prepareReplay(deps: ReplayDeps, wish: ReplayWish, signal: AbortSignal): Promise<PreparedReplay> {
  const { engine, facet, target } = requireRoute(deps, wish);
  const detail = (await engine.messages?.read(wish.ref, signal)) ?? null;
  if (detail === null) {
    throw new AppError('NOT_FOUND', 'The engine no longer has this message.', { messageKey: 'replay.refused.gone' });
  }
  const source = detail.connectors.find((row) => row.role === 'source');
  const connectorId = source?.connectorId ?? '0';
  const built = await deps.buildBody(
    { ref: wish.ref, connectorId, edit: wish.edit, accountId: wish.accountId, isPlan: wish.isPlan },
    signal,
  );
  if (built.kind === 'refused') {
    throw new AppError('FORBIDDEN', 'This edit is not allowed.', {
      messageKey: built.refusalKey,
      params: built.refusalParams,
    });
  }
  const isBuilt = built.kind === 'built';
  return {
    engine,
    facet,
    target,
    detail,
    failure: await deps.cache.getFailure(failureIdOf(wish.ref)),
    body: isBuilt ? built.body : null,
    edit: isBuilt ? built.edit : null,
    judgement: isBuilt ? built.judgement : { problems: [], introducedErrors: 0, isJudged: true },
    facts: isBuilt ? built.facts : null,
    destinationIds:
      target === null
        ? chooseDestinations(detail, wish.destinationIds)
        : [...chooseDestinations(detail, null), target.connection.connectionId],
  };
}

type Route = Pick<PreparedReplay, 'engine' | 'facet' | 'target'>;

/** Over which connections it goes. A message never leaves its environment. */
function requireRoute(deps: ReplayDeps, wish: ReplayWish): Route {
  if (wish.targetConnectionId === null) {
    const own = requireReplay(deps, wish.ref);
    requireCapabilities(own.engine, wish);
    return { ...own, target: null };
  }
  const engine = requireEngine(deps, wish.ref);
  const { engine: target, facet } = requireReplay(deps, { connectionId: wish.targetConnectionId });
  if (target.connection.environment !== engine.connection.environment) {
    throw new AppError('FORBIDDEN', 'The target is of another environment.', {
      messageKey: 'replay.refused.otherEnvironment',
    });
  }
  requireAll([target.capabilities.takeForeignMessages]);
  return { engine, facet, target };
}

/** Other replays of the message, and of the one that it is a copy of, as this journal has them. */
export type OwnReplays = { watch: Watch; replays: Replay[] };

/** Read while it is watched, with the message claimed by the replay `but`. */
export async function readOwnReplays(
  { journal }: ReplayDeps,
  { detail }: PreparedReplay,
  { watch, but }: { watch: Watch; but: string },
): Promise<OwnReplays> {
  // What becomes of the original meanwhile is not watched.
  if (detail.originalNativeId !== null) watch.doubt();
  return { watch, replays: await journal.replays.others(refsOf(detail), but) };
}

function refsOf({ ref, originalNativeId }: MessageDetail): MessageRef[] {
  return [ref, ...(originalNativeId === null ? [] : [{ ...ref, nativeId: originalNativeId }])];
}

/**
 * Every fact a judgement needs; what cannot be found out now is null, so that it is told as unchecked.
 * @param own what was read of it already, null = nothing
 */
export async function gatherEvidence(
  deps: ReplayDeps,
  prepared: PreparedReplay,
  { own, signal }: { own: OwnReplays | null; signal: AbortSignal },
): Promise<Evidence> {
  const { engine, facet, target, detail, failure, body } = prepared;
  const ref = detail.ref;
  const [obstacle, channels, twins, failureNow, sentDirectly, later] = await Promise.all([
    orNull(facet.obstacle(ref, signal, target === null ? undefined : body?.bytes)),
    engine.channels === undefined ? null : orNull(engine.channels.snapshot(signal)),
    findTwins(deps, prepared),
    // As it is now: somebody may have settled it since the plan.
    failure === null || own?.watch.stands() === true ? failure : deps.cache.getFailure(failure.failureId),
    findSentPastEngine(deps, detail, own),
    orNull(findLater(deps, prepared, signal)),
  ]);
  if (twins.length > 0) own?.watch.doubt(); // what becomes of them meanwhile is not watched
  return {
    readOnly: (target ?? engine).connection.readOnly,
    target: target?.connection ?? null,
    sentPastEngine: sentDirectly,
    detail,
    destinationIds: prepared.destinationIds,
    body: prepared.body,
    obstacle: obstacle === null ? null : { found: obstacle.value },
    channel: channels?.value.find((channel) => channel.channelId === ref.channelId) ?? null,
    failedAt: failure?.failedAt ?? detail.receivedAt,
    handled: failureNow === null ? null : { at: failureNow.handledAt },
    acceptedNativeIds: twins.filter(isConfirmed).map((twin) => twin.nativeId),
    facts: prepared.facts,
    rule: ruleOf(deps.permits.policy(), [
      prepared.facts?.header.messageType ?? null,
      failure?.header.messageType ?? null,
    ]),
    later: later?.value ?? null,
    now: deps.clock.now(),
  };
}

/** Earlier replays of this message, and of the one it is a copy of, that went past the engine and may have arrived. Newest first. */
async function findSentPastEngine(
  { journal }: ReplayDeps,
  detail: MessageDetail,
  own: OwnReplays | null,
): Promise<Replay[]> {
  const replays =
    own?.watch.stands() === true
      ? own.replays
      : (await Promise.all(refsOf(detail).map((ref) => journal.replays.ofMessage(ref)))).flat();
  return replays.filter(
    ({ targetConnectionId, sentAt, state }) =>
      targetConnectionId !== null && sentAt !== null && state !== 'rejected' && state !== 'failed-again',
  );
}

/** @returns null when the question could not be answered; a cancelled call stays cancelled */
export async function orNull<T>(question: Promise<T>): Promise<{ value: T } | null> {
  try {
    return { value: await question };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return null;
    throw error;
  }
}

/** Failures of other messages of its channel with the same control id. */
async function findTwins(deps: ReplayDeps, { facts, detail }: PreparedReplay): Promise<Failure[]> {
  const messageControlId = facts?.header.messageControlId ?? null;
  if (messageControlId === null || messageControlId === '') return [];
  const { connectionId, channelId, nativeId } = detail.ref;
  const found = await deps.cache.failuresOfControlId({ connectionId, channelId, messageControlId, limit: mostTwins });
  return found.filter((failure) => failure.nativeId !== nativeId);
}

/** More messages with one control id than this say no more. */
const mostTwins = 100;

/** A receiver is known to have taken it. */
function isConfirmed({ replayState }: Failure): boolean {
  const confirmed = ['confirmed-by-engine', 'confirmed-by-receiver', 'confirmed-by-apprec'];
  return replayState !== null && confirmed.includes(replayState);
}

function requireCapabilities({ capabilities }: Engine, wish: ReplayWish): void {
  requireAll([
    wish.edit === null ? capabilities.replaySameBytes : capabilities.replayEditedBytes,
    ...(wish.destinationIds === null ? [] : [capabilities.chooseDestinations]),
  ]);
}

function requireAll(needed: Capability[]): void {
  for (const capability of needed) {
    if (!capability.can) {
      throw new AppError('FORBIDDEN', 'This engine cannot do that.', { messageKey: capability.reasonKey });
    }
  }
}

/** An unknown destination would be taken by the engine and served to nobody (mirth-api §8), so it is refused here. */
function chooseDestinations(detail: MessageDetail, wanted: string[] | null): string[] {
  const known = [...detail.connectors.filter((row) => row.role === 'destination'), ...detail.missingDestinations].map(
    (row) => row.connectorId,
  );
  const unknown = wanted?.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new AppError('BAD_INPUT', 'The channel has no such destination.', {
      messageKey: 'replay.refused.noSuchDestination',
      params: { connectorId: unknown },
    });
  }
  return wanted ?? known;
}
