import { randomUUID } from 'node:crypto';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { TraceHole } from '../../../src-shared/domain/trace/trace.ts';
import type { Emit, HandlersOf, PersonContext } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ExpectationDecisionStore, ExpectationHandling } from '../../store/expectation-decision-store.ts';
import type { ExpectationStore, OverdueItem, OverdueQuery } from '../../store/expectation-store.ts';
import { dueAtBy } from './due-at.ts';
import { judgeable, type Unjudged, type WaitedFor } from './judge-overdue.ts';
import { createReadingMemory, type ReadState } from './reading-memory.ts';
import { createWaitShelf } from './wait-shelf.ts';

export type ExpectationsDeps = {
  store: ExpectationStore;
  decisions: ExpectationDecisionStore;
  /** Connections of the environment the console shows. */
  shownIds: () => string[];
  states: (connectionIds: string[]) => ReadState[];
  holes: (connectionIds: string[]) => TraceHole[];
  emit: Emit;
  clock: Pick<Clock, 'now'>;
};

const dayMs = 24 * 3_600_000;
/** Nothing is kept longer than the cache may be set to. */
const handledForMs = 90 * dayMs;
const mostHandled = 5000;
const mostShown = 200;
const done = { done: true } as const;

/** What is awaited and has not come in time, and what people decide about it. */
export function createExpectationsService(deps: ExpectationsDeps) {
  const { store, decisions, shownIds, states, holes, emit, clock } = deps;
  const shelf = createWaitShelf({ store, decisions, clock });
  const memory = createReadingMemory(states, store);

  async function judge(connectionIds: string[] = shownIds()) {
    const [waited, readings, handled] = await Promise.all([
      shelf.waited(connectionIds),
      memory.readings(connectionIds),
      decisions.handled(clock.now() - handledForMs, mostHandled),
    ]);
    return {
      connectionIds,
      waited,
      readings,
      handled: handled.map(({ expectationId }) => expectationId),
      ...judgeable(waited, readings),
    };
  }

  async function counts(): Promise<OutputOf<'expectations.counts'>> {
    const { asked, handled } = await judge();
    return summed(await store.count({ asked, handled, state: null }));
  }

  async function decide(
    act: ExpectationHandling['act'],
    { expectationIds, reason }: { expectationIds: string[]; reason: string },
    context: PersonContext,
  ) {
    const ids = [...new Set(expectationIds)];
    if (act === 'handled')
      for (const expectationId of ids)
        if ((await store.find(expectationId)) === null)
          throw new AppError('NOT_FOUND', 'It is not awaited any more.', { messageKey: 'overdue.refused.gone' });
    const decision = { act, at: clock.now(), person: personOf(context), reason };
    await decisions.handle(ids.map((expectationId) => ({ expectationId, ...decision })));
    context.describe({ target: ids.slice(0, 5).join(', '), summary: `${act}: ${ids.length}` });
    emit('expectations.changed', {});
    return done;
  }

  const handlers: HandlersOf<'expectations'> = {
    counts,

    async overdue({ sender, urgentOnly, state, cursor, limit }) {
      const { connectionIds, waited, readings, handled, asked: all, unjudged, asOf } = await judge();
      const byKey = new Map(waited.map((each) => [each.relation.relationKey, each]));
      const isOf = (relationKey: number) => sender === null || byKey.get(relationKey)?.relation.sender === sender;
      const query: OverdueQuery = {
        asked: all.filter((each) => isOf(each.relationKey) && (each.isUrgent || !urgentOnly)),
        ...{ handled, state },
      };
      const [page, found, everything, open] = await Promise.all([
        store.overdue(query, cursor, limit),
        store.count(query),
        store.count({ ...query, asked: all }),
        store.open(),
      ]);
      const senders = Map.groupBy(everything, ({ relationKey }) => byKey.get(relationKey)?.relation.sender ?? '');
      const openOf = (relationKey: number) =>
        open.filter((each) => each.relationKey === relationKey).reduce((sum, { count }) => sum + count, 0);
      return {
        items: page.items.flatMap((item) => itemOf(item, byKey.get(item.relationKey))),
        nextCursor: page.nextCursor,
        ...summed(found),
        senders: [...senders].map(([name, of]) => ({ sender: name, count: summed(of).total })),
        asOf,
        holes: holes(connectionIds),
        byColumns: readings.filter(({ keySource }) => keySource === 'columns').map(({ channelName }) => channelName),
        unjudged: unjudged
          .map((each: Unjudged) => ({ ...each, count: openOf(each.relation.relationKey) }))
          .filter(({ count }) => count > 0),
        waiting: waited.reduce((sum, { relation }) => sum + openOf(relation.relationKey), 0),
      };
    },

    async handled() {
      const items = await decisions.handled(clock.now() - handledForMs, mostShown);
      const refs = await Promise.all(items.map(({ expectationId }) => store.find(expectationId)));
      return { items: items.map((item, index) => ({ ...item, ref: refs[index] ?? null })) };
    },

    async times() {
      const [waited, times] = await Promise.all([shelf.waited(shownIds()), shelf.times()]);
      const relations = waited.map(({ relation, learned, urgent, routine }) => ({
        ...{ ...relation, urgent, routine },
        answered: (learned.routine?.count ?? 0) + (learned.urgent?.count ?? 0),
      }));
      return { relations, times };
    },

    async setTime({ scope, urgentMinutes, routineMinutes, reason }, context) {
      const timeId = randomUUID();
      const person = personOf(context);
      await decisions.setTime({ ...{ timeId, scope, urgentMinutes, routineMinutes }, at: clock.now(), person, reason });
      context.describe({ target: timeId, summary: `urgent: ${urgentMinutes} min; others: ${routineMinutes} min` });
      shelf.forgetTimes();
      emit('expectations.changed', {});
      return { timeId };
    },

    async endTime({ timeId }, context) {
      await decisions.endTime({ timeId, at: clock.now(), person: personOf(context) });
      context.describe({ target: timeId });
      shelf.forgetTimes();
      emit('expectations.changed', {});
      return done;
    },

    handle: (input, context) => decide('handled', input, context),
    undo: (input, context) => decide('undone', input, context),
  };

  return {
    handlers,
    /** By channel (`connection/channel`): how much is overdue; channels of which nothing can be told are left out. */
    async overdueOf(connectionIds: string[]): Promise<Map<string, number>> {
      const { waited, asked, handled } = await judge(connectionIds);
      const counts = await store.count({ asked, handled, state: null });
      const isAsked = new Set(asked.map(({ relationKey }) => relationKey));
      const byChannel = new Map<string, number>();
      for (const { relation } of waited) {
        if (!isAsked.has(relation.relationKey)) continue;
        const name = `${relation.connectionId}/${relation.channelId}`;
        const own = summed(counts.filter(({ relationKey }) => relationKey === relation.relationKey)).total;
        byChannel.set(name, (byChannel.get(name) ?? 0) + own);
      }
      return byChannel;
    },
    /** Of the connections shown. */
    counts,
    /** Until when answers are to be expected, as it is set or learned now. */
    dueAt: async () => dueAtBy(await shelf.waited(shownIds())),
    /** The cache was begun anew: nothing is known of it any more. */
    forget(): void {
      shelf.forget();
      memory.forget();
    },
  };
}

function itemOf(
  { relationKey: _key, nativeId, awaitedFrom, ...item }: OverdueItem,
  of: WaitedFor | undefined,
): OutputOf<'expectations.overdue'>['items'] {
  if (of === undefined) return [];
  const { connectionId, channelId } = of.relation;
  const ref = { connectionId, channelId, nativeId };
  return [
    { ...item, relation: of.relation, ref, orderedAt: awaitedFrom, wait: item.isUrgent ? of.urgent : of.routine },
  ];
}

function summed(counts: readonly { isUrgent: boolean; count: number }[]): { total: number; urgent: number } {
  const sum = (of: typeof counts) => of.reduce((total, { count }) => total + count, 0);
  return { total: sum(counts), urgent: sum(counts.filter(({ isUrgent }) => isUrgent)) };
}

function personOf({ account }: PersonContext): { accountId: string; name: string } {
  return { accountId: account.accountId, name: account.name };
}
