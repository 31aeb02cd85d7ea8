import type { InputOf } from '../../../../src-shared/contract/index.ts';
import { mostPlanned } from '../../../../src-shared/contract/runs.ts';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import { messageClassOf } from '../../../../src-shared/domain/message-class.ts';
import { isSettled } from '../../../../src-shared/domain/replay.ts';
import { orderReplay } from '../../../../src-shared/domain/replay-order.ts';
import type { LeftOutWhy, RunFacts } from '../../../../src-shared/domain/replay-run.ts';
import type { NewRunItem } from '../../../store/run-store.ts';
import { type ChosenMessage, messagesOfSet } from './messages-of-set.ts';
import type { RunDeps } from './run-deps.ts';
import { placesOf } from './run-places.ts';

type PlanDeps = Pick<RunDeps, 'cache' | 'journal' | 'environment' | 'engines' | 'shownIds' | 'queryOf' | 'permits'>;
type Scope = InputOf<'runs.plan'>['scope'];
type Keys = Map<string, { patients: string[]; all: string[] }>;

/** The frozen plan. `beyond`: match as well, past the most that one run takes. */
export type RunPlan = { items: NewRunItem[]; facts: RunFacts; beyond: boolean };

const batchSize = 500;
const readingThreads = 2;

/** Chooses, ties and orders messages, and leaves out what must not go. Reads what is kept here; the engines are asked directly before each send. */
export async function planRun(deps: PlanDeps, scope: Scope): Promise<RunPlan> {
  const { failures, beyond } = await chosen(deps, scope);
  const keys = await keysOf(deps, failures);
  const { order, chains } = orderReplay(
    failures.map((failure) => ({
      at: failure.receivedAt,
      isUrgent: failure.isUrgent,
      keys: keys.get(failure.failureId)?.all ?? [],
    })),
  );
  const items = order.flatMap((index, place) => {
    const failure = failures[index];
    return failure === undefined ? [] : [itemOf(deps, failure, { ordinal: place + 1, chain: chains[index] ?? 0 })];
  });
  const going = new Set(items.filter(({ state }) => state === 'waiting').map(({ failureId }) => failureId));
  const places = placesOf(failures.filter(({ failureId }) => going.has(failureId)));
  return { items, facts: { ...factsOf(failures, keys, chains), places, isBeyond: beyond }, beyond };
}

async function chosen(deps: PlanDeps, scope: Scope): Promise<{ failures: ChosenMessage[]; beyond: boolean }> {
  if (scope.kind === 'affected') {
    const { messages, beyond } = await messagesOfSet(deps, scope);
    return { failures: messages, beyond };
  }
  const shown = deps.shownIds();
  const found: Failure[] = [];
  if (scope.kind === 'these') {
    const read = await inBatches([...new Set(scope.failureIds)], deps.cache.getFailures);
    return { failures: read.filter(({ connectionId }) => shown.includes(connectionId)), beyond: false };
  }
  const query = deps.queryOf(scope.filter);
  if (query.connectionIds.length === 0) return { failures: [], beyond: false };
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof deps.cache.listFailures>> = await deps.cache.listFailures(
      query,
      cursor,
      batchSize,
    );
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < mostPlanned);
  return { failures: found.slice(0, mostPlanned), beyond: cursor !== null || found.length > mostPlanned };
}

async function keysOf({ cache }: PlanDeps, failures: readonly ChosenMessage[]): Promise<Keys> {
  const keys: Keys = new Map();
  const ids = failures.map(({ failureId }) => failureId);
  for (const { failureId, purpose, hash } of await inBatches(ids, cache.failureKeys)) {
    const known = keys.get(failureId) ?? { patients: [], all: [] };
    known.all.push(hash);
    if (purpose === 'patient') known.patients.push(hash);
    keys.set(failureId, known);
  }
  return keys;
}

/** Side by side, as many as there are threads that read: the plan is one person's, and others read too. */
async function inBatches<T>(ids: string[], read: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize),
  );
  const answers: T[][] = batches.map(() => []);
  let next = 0;
  const readSome = async () => {
    for (let at = next++; at < batches.length; at = next++) answers[at] = await read(batches[at] ?? []);
  };
  await Promise.all(Array.from({ length: readingThreads }, readSome));
  return answers.flat();
}

function itemOf(deps: PlanDeps, failure: ChosenMessage, place: { ordinal: number; chain: number }): NewRunItem {
  const { connectionId, channelId, nativeId, failureId, channelName, isUrgent } = failure;
  const why = whyLeftOut(deps, failure);
  return {
    ...{ connectionId, channelId, nativeId, failureId, channelName, isUrgent, ...place, why },
    messageType: failure.header.messageType,
    class: messageClassOf(failure.header.messageType),
    at: failure.receivedAt,
    state: why === null ? 'waiting' : 'left-out',
  };
}

/** What is known here already; the first reason that holds. */
function whyLeftOut({ engines, permits }: PlanDeps, failure: ChosenMessage): LeftOutWhy | null {
  const { handledAt, resolvedAt, replayState, connectionId } = failure;
  const engine = engines(connectionId);
  const messageClass = messageClassOf(failure.header.messageType);
  const rule = permits.policy().classRules[messageClass];
  if (engine?.connection.readOnly === true) return { key: 'hazard.connection-read-only.found', params: {} };
  if (engine !== null && engine.replay === undefined) return { key: 'replay.refused.noReplay', params: {} };
  if (handledAt !== null) return { key: 'hazard.handled-otherwise.found', params: { at: handledAt } };
  if (resolvedAt !== null) return { key: 'run.leftOut.resolved', params: { at: resolvedAt } };
  if (replayState !== null && replayState !== 'planned' && !isSettled(replayState))
    return { key: 'replay.alreadyClaimed', params: {} };
  if (rule === 'block') return { key: 'run.leftOut.classBlocked', params: { class: messageClass } };
  if (rule === 'second-person') return { key: 'run.leftOut.classSecondPerson', params: { class: messageClass } };
  return null;
}

function factsOf(
  failures: readonly ChosenMessage[],
  keys: Keys,
  chains: readonly number[],
): Omit<RunFacts, 'places' | 'isBeyond'> {
  const patients = new Set([...keys.values()].flatMap((each) => each.patients));
  const times = failures.map(({ receivedAt }) => receivedAt);
  return {
    urgent: failures.filter(({ isUrgent }) => isUrgent).length,
    chains: new Set(chains).size,
    patients: patients.size,
    unkeyed: failures.filter(({ failureId }) => (keys.get(failureId)?.all.length ?? 0) === 0).length,
    oldestAt: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
    newestAt: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)),
    bytes: failures.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
  };
}
