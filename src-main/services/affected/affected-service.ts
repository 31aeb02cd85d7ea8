import { randomUUID } from 'node:crypto';
import type { AffectedFilter, AffectedMessage, AffectedSet } from '../../../src-shared/domain/affected-set.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Engine } from '../../engines/engine.ts';
import { createTurns } from '../../platform/turns.ts';
import type { AffectedPart } from '../../store/affected-store.ts';
import type { HeaderStore } from '../../store/header-store.ts';
import type { Store } from '../../store/store.ts';
import { type AffectedScope, isWhole, type ScopeDeps, scopeOf } from './affected-scope.ts';
import { createCounter } from './count-messages.ts';
import type { DeploymentLog } from './deployment-log.ts';
import { timelineOf } from './deployment-timeline.ts';
import { messagesInWork } from './messages-in-work.ts';
import { type InWork, nothingInWork, walkMessages } from './walk-messages.ts';
import { writeAffectedCsv, writeAffectedJson } from './write-affected.ts';

export type AffectedDeps = ScopeDeps & {
  headers: Pick<HeaderStore, 'list'>;
  journal: Pick<Store['journal'], 'affected'>;
  log: Pick<DeploymentLog, 'ofChannel' | 'destinationsOf'>;
  /** That the console shows. */
  environment: () => Environment;
  findEngine: (connectionId: string) => Engine | null;
  emit: Emit;
};

const pageLimit = 500;

/** Which messages a fault touched: looked for, frozen, and kept. A set of another environment is as good as absent. */
export function createAffectedService(deps: AffectedDeps): HandlersOf<'affected'> {
  const { headers, log, clock, emit } = deps;
  const { affected } = deps.journal;
  const inTurn = createTurns();
  let hasTidied = false;

  /** Walks a scope to its end; `take` gets every page. */
  async function count(
    scope: AffectedScope,
    { inWork, signal, take }: { inWork: InWork; signal: AbortSignal; take: (page: AffectedMessage[]) => Promise<void> },
  ) {
    const counter = createCounter(log.destinationsOf);
    let hasMore = false;
    for await (const page of walkMessages(headers, scope, { inWork, signal })) {
      for (const message of page.messages) counter.add(message);
      hasMore ||= page.hasMore;
      if (page.messages.length > 0) await take(page.messages);
    }
    return { counter, hasMore };
  }

  async function freeze(
    { name, filter }: { name: string; filter: AffectedFilter },
    { person, signal }: { person: string; signal: AbortSignal },
  ): Promise<AffectedSet> {
    // One at a time, and none is under way now: what is unfinished was interrupted.
    if (!hasTidied) await affected.dropUnfinished();
    hasTidied = true;
    const frozenAt = clock.now();
    const setId = randomUUID();
    const scope = await scopeOf(filter, deps);
    const engine = filter.connectionId === null ? null : deps.findEngine(filter.connectionId);
    const { inWork, deploy } = await messagesInWork(headers, { scope, facet: engine?.headers ?? null }, signal);
    let position = 0;
    const { counter, hasMore } = await count(scope, {
      ...{ inWork, signal },
      take: async (messages) => {
        await affected.putMessages(setId, position, messages);
        position += messages.length;
      },
    });
    if (counter.total() === 0) throw refusal('empty', 'There is no such message.');
    const coverage = { ...scope.coverage, hasMore, deploy };
    const counts = counter.counts();
    const set: AffectedSet = {
      ...{ setId, name, frozenAt, frozenBy: person, filter, counts, hash: counter.digest() },
      channelName: filter.channelId === null ? null : (counts.recipients[0]?.channelName ?? null),
      coverage: { ...coverage, isWhole: isWhole(coverage) },
    };
    await affected.put(set, deps.environment());
    return set;
  }

  async function get(setId: string): Promise<AffectedSet> {
    const set = await affected.get(setId, deps.environment());
    if (set === null)
      throw new AppError('NOT_FOUND', 'There is no such list.', { messageKey: 'affected.refused.noSet' });
    return set;
  }

  async function messagesOf(setId: string, part: AffectedPart, signal: AbortSignal): Promise<AffectedMessage[]> {
    const found: AffectedMessage[] = [];
    let cursor: string | null = null;
    do {
      signal.throwIfAborted();
      const page: Awaited<ReturnType<typeof affected.messages>> = await affected.messages(
        { setId, part },
        cursor,
        pageLimit,
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  }

  return {
    deployments: async (place) => {
      const items = timelineOf(await log.ofChannel(place));
      return { items, since: items.at(-1)?.from ?? null };
    },
    preview: async ({ filter }, { signal }) => {
      const scope = await scopeOf(filter, deps);
      const take = () => Promise.resolve();
      const { counter, hasMore } = await count(scope, { inWork: nothingInWork, signal, take });
      const coverage = { ...scope.coverage, hasMore, deploy: 'none' as const };
      return { counts: counter.counts(), coverage: { ...coverage, isWhole: isWhole(coverage) } };
    },
    freeze: async (input, context) => {
      const person = context.account.name;
      const set = await inTurn(() => freeze(input, { person, signal: context.signal }));
      context.describe({ target: set.setId, summary: `messages: ${set.counts.total}; SHA-256: ${set.hash}` });
      emit('affected.frozen', { setId: set.setId });
      return { setId: set.setId };
    },
    list: ({ cursor, limit }) => affected.list(deps.environment(), cursor, limit),
    get: async ({ setId }) => {
      const set = await affected.get(setId, deps.environment());
      return { set, notes: set === null ? [] : await affected.notes(setId) };
    },
    messages: async ({ setId, part, cursor, limit }) => {
      await get(setId);
      return affected.messages({ setId, part }, cursor, limit);
    },
    note: async ({ setId, text }, context) => {
      await get(setId);
      await affected.note(setId, { at: clock.now(), person: context.account.name, text });
      context.describe({ target: setId });
      emit('affected.noted', { setId });
      return { done: true };
    },
    export: async ({ setId, part, format }, context) => {
      const set = await get(setId);
      const messages = await messagesOf(setId, part, context.signal);
      context.describe({ target: setId, summary: `${format}, messages: ${messages.length}` });
      const bytes = format === 'csv' ? writeAffectedCsv(set, messages) : writeAffectedJson(set, messages);
      return { bytes, rows: messages.length };
    },
  };
}

function refusal(name: 'empty', message: string): AppError {
  return new AppError('BAD_INPUT', message, { messageKey: `affected.refused.${name}` });
}
