import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FailureCondition } from '../../store/failure-condition.ts';
import type { HeaderQuery, HeaderStore } from '../../store/header-store.ts';
import { headerConditionOf } from './header-condition-of.ts';
import type { ChannelIndexState, HeaderSync } from './header-sync.ts';
import type { IndexPolicy } from './index-policy.ts';
import { reconcileIds, reconciliationCsv } from './reconcile.ts';
import { searchEngine } from './search-engine.ts';

export type MessagesDeps = {
  headers: HeaderStore;
  sync: Pick<HeaderSync, 'states' | 'look' | 'older'>;
  policy: IndexPolicy;
  /** Connections of the environment the console shows. */
  shownIds: () => string[];
  engineNames: () => { connectionId: string; name: string }[];
  /** What a person wrote, as a condition. @throws AppError BAD_INPUT `search.fault.*` */
  resolveSearch: (
    text: string | null,
    world: { now: number; zone: string; engines: { connectionId: string; name: string }[] },
  ) => { text: string | null; condition: FailureCondition | null };
  clock: Pick<Clock, 'now'>;
  emit: Emit;
};

type Scope = { connectionId: string | null; channelId: string | null };

/** Norwegian duty reads Norwegian clocks, wherever the console runs. */
const zone = 'Europe/Oslo';

/** The index of all messages: searches over it, and what of it there is. A connection of another environment is as good as absent. */
export function createMessagesService(deps: MessagesDeps): HandlersOf<'messages'> {
  const { headers, sync, policy } = deps;

  function idsIn({ connectionId }: Pick<Scope, 'connectionId'>): string[] {
    return deps.shownIds().filter((id) => connectionId === null || id === connectionId);
  }

  function queryOf({ text, ...filter }: InputOf<'messages.search'>['filter']): HeaderQuery {
    const connectionIds = idsIn(filter);
    const engines = deps.engineNames().filter((engine) => connectionIds.includes(engine.connectionId));
    const search = deps.resolveSearch(text, { now: deps.clock.now(), zone, engines });
    const asked: FailureCondition | null =
      search.text === null ? search.condition : { kind: 'text', text: search.text };
    return { ...filter, connectionIds, condition: asked === null ? null : headerConditionOf(asked) };
  }

  function coverageOf(scope: Scope) {
    const states = sync
      .states(idsIn(scope))
      .filter(({ channelId }) => scope.channelId === null || channelId === scope.channelId);
    const indexed = states.filter(({ keySource }) => keySource !== 'off');
    const times = indexed.map(({ since }) => since);
    const isLevel = times.length > 0 && times.every((since) => since !== null);
    return {
      since: isLevel ? Math.max(...times.map((since) => since ?? 0)) : null,
      indexed: indexed.length,
      behind: indexed.filter(({ isBehind }) => isBehind).map(nameOf),
      notIndexed: states.filter(({ keySource }) => keySource === 'off').map(nameOf),
    };
  }

  async function reconcile(filter: InputOf<'messages.reconcile'>['filter']) {
    const coverage = coverageOf(filter);
    const { channelId, from, text } = filter;
    const scope = { connectionIds: idsIn(filter), channelId, from, isSearched: coverage.indexed > 0 };
    return { items: await reconcileIds(headers, scope, text), coverage };
  }

  return {
    search: async ({ filter, cursor, limit }) => ({
      ...(await headers.list(queryOf(filter), cursor, limit)),
      coverage: coverageOf(filter),
    }),
    searchEngine: ({ filter, cursor }, context) => {
      const query = queryOf(filter);
      const older = sync
        .older(query.connectionIds)
        .filter(({ channelId }) => filter.channelId === null || channelId === filter.channelId);
      return searchEngine(older, { query, cursor }, context.signal);
    },
    reconcile: ({ filter }) => reconcile(filter),
    exportReconciliation: async ({ filter }, context) => {
      const { items, coverage } = await reconcile(filter);
      context.describe({ summary: `ids: ${items.length}; absent: ${items.filter(isAbsent).length}` });
      return { csv: reconciliationCsv(items, coverage) };
    },
    channels: ({ connectionId }) => {
      const ids = idsIn({ connectionId });
      const budgets = ids.map((id) => ({ connectionId: id, percent: policy.budgetPercent(id) }));
      return Promise.resolve({ items: sync.states(ids), budgets });
    },
    setChannel: async (input, context) => {
      await policy.setChannel(input);
      context.describe({ summary: `key source: ${input.keySource ?? 'by itself'}; hours: ${input.windowHours}` });
      sync.look(input.connectionId);
      deps.emit('messages.indexed', { connectionId: input.connectionId });
      return { done: true };
    },
    setBudget: async ({ connectionId, percent }, context) => {
      await policy.setBudget(connectionId, percent);
      context.describe({ summary: `percent: ${percent}` });
      deps.emit('messages.indexed', { connectionId });
      return { done: true };
    },
  };
}

function nameOf({ connectionId, channelId, channelName }: ChannelIndexState) {
  return { connectionId, channelId, channelName };
}

function isAbsent({ answer }: { answer: string }): boolean {
  return answer === 'absent';
}
