import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Failure, failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { Engine, MessageDetail, ReplayFacet } from '../../engines/engine.ts';
import type { Evidence } from './judge-hazards.ts';
import type { EditJudgement, ReplayDeps } from './replay-deps.ts';

/** `accountId` of the person who wants it; `isPlan`: to look at, not to send. */
export type ReplayWish = {
  ref: MessageRef;
  edit: EditPlan | null;
  destinationIds: string[] | null;
  accountId: string;
  isPlan: boolean;
};

/** `body` null = the engine did not store it; `edit` null = it is not edited. `destinationIds` are the wanted ones spelt out. */
export type PreparedReplay = {
  engine: Engine;
  facet: ReplayFacet;
  detail: MessageDetail;
  failure: Failure | null;
  body: Body | null;
  edit: object | null;
  judgement: EditJudgement;
  messageControlId: string | null;
  destinationIds: string[];
};

/** An engine that can replay, or the sentence why not. */
function requireReplay(deps: ReplayDeps, ref: MessageRef): { engine: Engine; facet: ReplayFacet } {
  const engine = deps.engines(ref.connectionId);
  if (engine === null) {
    throw new AppError('ENGINE_UNREACHABLE', 'The connection of this message is not open.', {
      messageKey: 'replay.refused.noConnection',
    });
  }
  if (engine.replay === undefined) {
    throw new AppError('FORBIDDEN', 'This engine cannot send a message again.', {
      messageKey: 'replay.refused.noReplay',
    });
  }
  return { engine, facet: engine.replay };
}

/**
 * Reads message and body anew and applies the edit. Sends nothing.
 * @throws AppError NOT_FOUND (the engine no longer has it) | BAD_INPUT (no such destination) | FORBIDDEN (edit refused, or the engine cannot) | ENGINE_*
 */
export async function prepareReplay(deps: ReplayDeps, wish: ReplayWish, signal: AbortSignal): Promise<PreparedReplay> {
  const { engine, facet } = requireReplay(deps, wish.ref);
  requireCapabilities(engine, wish);
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
    detail,
    failure: await deps.cache.getFailure(failureIdOf(wish.ref)),
    body: isBuilt ? built.body : null,
    edit: isBuilt ? built.edit : null,
    judgement: isBuilt ? built.judgement : { problems: [], introducedErrors: 0, isJudged: true },
    messageControlId: isBuilt ? built.messageControlId : null,
    destinationIds: chooseDestinations(detail, wish.destinationIds),
  };
}

/** Every fact a judgement needs; what cannot be found out now is null, so that it is told as unchecked. */
export async function gatherEvidence(
  deps: ReplayDeps,
  prepared: PreparedReplay,
  signal: AbortSignal,
): Promise<Evidence> {
  const { engine, facet, detail, failure } = prepared;
  const ref = detail.ref;
  const [obstacle, channels, acceptedNativeIds, failureNow] = await Promise.all([
    orNull(facet.obstacle(ref, signal)),
    engine.channels === undefined ? null : orNull(engine.channels.snapshot(signal)),
    findAcceptedTwins(deps, prepared),
    // As it is now: somebody may have settled it since the plan.
    failure === null ? null : deps.cache.getFailure(failure.failureId),
  ]);
  return {
    readOnly: engine.connection.readOnly,
    detail,
    destinationIds: prepared.destinationIds,
    body: prepared.body,
    obstacle: obstacle === null ? null : { found: obstacle.value },
    channel: channels?.value.find((channel) => channel.channelId === ref.channelId) ?? null,
    failedAt: failure?.failedAt ?? detail.receivedAt,
    handled: failureNow === null ? null : { at: failureNow.handledAt },
    acceptedNativeIds,
  };
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

/** Other messages of this installation with the same control id whose replay a receiver confirmed. */
async function findAcceptedTwins(deps: ReplayDeps, { messageControlId, detail }: PreparedReplay): Promise<string[]> {
  if (messageControlId === null || messageControlId === '') return [];
  const page = await deps.cache.listFailures(
    {
      connectionIds: [detail.ref.connectionId],
      channelId: detail.ref.channelId,
      kind: null,
      from: null,
      to: null,
      text: null,
      groupId: null,
      condition: { kind: 'control-id', text: messageControlId, isPrefix: false },
      state: 'all',
    },
    null,
    100,
  );
  const confirmed = ['confirmed-by-engine', 'confirmed-by-receiver', 'confirmed-by-apprec'];
  return page.items
    .filter((item) => item.header.messageControlId === messageControlId && item.nativeId !== detail.ref.nativeId)
    .filter((item) => item.replayState !== null && confirmed.includes(item.replayState))
    .map((item) => item.nativeId);
}

function requireCapabilities({ capabilities }: Engine, wish: ReplayWish): void {
  const needed = [
    wish.edit === null ? capabilities.replaySameBytes : capabilities.replayEditedBytes,
    ...(wish.destinationIds === null ? [] : [capabilities.chooseDestinations]),
  ];
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
