import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { MessageStatus } from '../../../src-shared/domain/indexed-message.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FailureCondition } from '../../store/failure-condition.ts';
import type { HeaderCondition, HeaderQuery } from '../../store/header-store.ts';
import { headerConditionOf } from './header-condition-of.ts';
import type { ChannelIndexState, HeaderSync } from './header-sync.ts';

export type MessageQuestionDeps = {
  sync: Pick<HeaderSync, 'states'>;
  /** Connections of the environment the console shows. */
  shownIds: () => string[];
  engineNames: () => { connectionId: string; name: string }[];
  /** What a person wrote, as a condition. @throws AppError BAD_INPUT `search.fault.*` */
  resolveSearch: (
    text: string | null,
    world: { now: number; zone: string; engines: { connectionId: string; name: string }[] },
  ) => { text: string | null; condition: FailureCondition | null };
  clock: Pick<Clock, 'now'>;
};

type Scope = { connectionId: string | null; channelId: string | null };

/** Norwegian duty reads Norwegian clocks, wherever the console runs. */
const zone = 'Europe/Oslo';

/** What a person asks of the index, as the store takes it, and what of the channels asked for is indexed. */
export function createMessageQuestions({ sync, shownIds, engineNames, resolveSearch, clock }: MessageQuestionDeps) {
  function idsIn({ connectionId }: Pick<Scope, 'connectionId'>): string[] {
    return shownIds().filter((id) => connectionId === null || id === connectionId);
  }

  function queryOf({ text, status, ...filter }: InputOf<'messages.search'>['filter']): HeaderQuery {
    const connectionIds = idsIn(filter);
    const engines = engineNames().filter((engine) => connectionIds.includes(engine.connectionId));
    const search = resolveSearch(text, { now: clock.now(), zone, engines });
    const asked: FailureCondition | null =
      search.text === null ? search.condition : { kind: 'text', text: search.text };
    const written = asked === null ? null : headerConditionOf(asked);
    return { ...filter, connectionIds, condition: withStatus(written, status ?? null) };
  }

  function statesOf(scope: Scope): ChannelIndexState[] {
    return sync
      .states(idsIn(scope))
      .filter(({ channelId }) => scope.channelId === null || channelId === scope.channelId);
  }

  /** `before`: what came later is not asked for (ms UTC), so that nobody has to wait for it; null = it is. */
  function coverageOf(scope: Scope, before: number | null = null) {
    const states = statesOf(scope);
    const indexed = states.filter(({ keySource }) => keySource !== 'off');
    const times = indexed.map(({ since }) => since);
    const isLevel = times.length > 0 && times.every((since) => since !== null);
    return {
      since: isLevel ? Math.max(...times.map((since) => since ?? 0)) : null,
      indexed: indexed.length,
      behind: indexed.filter((state) => isBehindFor(state, before)).map(nameOf),
      notIndexed: states.filter(({ keySource }) => keySource === 'off').map(nameOf),
    };
  }

  return {
    idsIn,
    queryOf,
    coverageOf,
    /** Messages of which only the status is known. */
    unreadOf: (scope: Scope): number => statesOf(scope).reduce((sum, { unread }) => sum + unread, 0),
  };
}

export type MessageQuestions = ReturnType<typeof createMessageQuestions>;

function isBehindFor({ isBehind, levelTo }: ChannelIndexState, before: number | null): boolean {
  return before === null ? isBehind : levelTo === null || levelTo < before;
}

function nameOf({ connectionId, channelId, channelName }: ChannelIndexState) {
  return { connectionId, channelId, channelName };
}

function withStatus(condition: HeaderCondition | null, status: MessageStatus | null): HeaderCondition | null {
  if (status === null) return condition;
  const wanted: HeaderCondition = { kind: 'message-status', status };
  return condition === null ? wanted : { kind: 'and', parts: [condition, wanted] };
}
