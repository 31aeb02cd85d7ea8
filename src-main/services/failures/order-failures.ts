import { randomUUID } from 'node:crypto';
import { type FailureOrder, mostOrdered } from '../../../src-shared/contract/failure-order.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Failure, replayStates } from '../../../src-shared/domain/failure.ts';
import type { FailureKind } from '../../../src-shared/domain/failure-kind.ts';
import type { HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import { compareValues } from './compare-values.ts';
import type { QueryOf } from './failure-query-of.ts';

export type OrderDeps = {
  cache: Pick<Store['cache'], 'countFailures' | 'listFailures' | 'getFailures'>;
  queryOf: QueryOf;
  shownIds: () => string[];
  clock: Pick<Clock, 'now'>;
};

const pageRows = 500;
/** Of a search that no index leads through; each page lets other questions pass. */
const pageBudgetMs = 400;
/** Spares reading much of a list that is too long. */
const countBudgetMs = 300;
const wholeBudgetMs = 15_000;
const mostPlacesAtOnce = 500;
const mostOrders = 8;
const keptMs = 30 * 60_000;

type Kept = { accountId: string; usedAt: number; failureIds: string[] };
type Sorted = { id: string; at: number; value: string | number | null };

/** Lists put in order by what a person chose, held in memory: one that was forgotten is made anew. */
export function createOrders(deps: OrderDeps): Pick<HandlersOf<'failures'>, 'order' | 'ordered'> {
  const { cache, clock } = deps;
  const orders = new Map<string, Kept>();

  function keep(accountId: string, failureIds: string[]): string {
    const orderId = randomUUID();
    orders.set(orderId, { accountId, usedAt: clock.now(), failureIds });
    const [oldest] = orders.keys();
    if (orders.size > mostOrders && oldest !== undefined) orders.delete(oldest);
    return orderId;
  }

  function take(orderId: string, accountId: string): string[] {
    const kept = orders.get(orderId);
    if (kept === undefined || kept.accountId !== accountId || clock.now() - kept.usedAt > keptMs)
      throw new AppError('NOT_FOUND', 'The order of the list is no longer kept; sort it again.', {
        messageKey: 'failures.refused.noOrder',
      });
    // The one used last is the last to go.
    orders.delete(orderId);
    orders.set(orderId, { ...kept, usedAt: clock.now() });
    return kept.failureIds;
  }

  return {
    order: async ({ filter, by, isDescending, kinds }, { account }) => {
      const query = deps.queryOf(filter);
      const placeValue = valuesBy(by, kinds);
      const found: Sorted[] = [];
      const endsAt = performance.now() + wholeBudgetMs;
      const orderedAt = clock.now();
      const counted = await cache.countFailures(query, countBudgetMs);
      if (counted.total > mostOrdered) return { orderId: null, total: counted.total, orderedAt };
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof cache.listFailures>> = await cache.listFailures(
          query,
          cursor,
          pageRows,
          pageBudgetMs,
        );
        for (const failure of page.items)
          found.push({ id: failure.failureId, at: failure.failedAt, value: placeValue(failure) });
        cursor = page.nextCursor;
        const isTooMuch = found.length > mostOrdered || (cursor !== null && performance.now() > endsAt);
        if (isTooMuch) return { orderId: null, total: found.length, orderedAt };
      } while (cursor !== null);
      found.sort(comparison(isDescending));
      return {
        orderId: keep(
          account.accountId,
          found.map(({ id }) => id),
        ),
        total: found.length,
        orderedAt,
      };
    },
    ordered: async ({ orderId, from, to }, { account }) => {
      const failureIds = take(orderId, account.accountId).slice(from, Math.min(to + 1, from + mostPlacesAtOnce));
      const byId = new Map((await cache.getFailures(failureIds)).map((failure) => [failure.failureId, failure]));
      const shown = new Set(deps.shownIds());
      const items = failureIds.flatMap((failureId) => byId.get(failureId) ?? []);
      return { items: items.filter(({ connectionId }) => shown.has(connectionId)) };
    },
  };
}

/** What is not there stands last both ways; among equals the newest is first. */
function comparison(isDescending: boolean): (one: Sorted, other: Sorted) => number {
  const sign = isDescending ? -1 : 1;
  return (one, other) => {
    if (one.value !== other.value) {
      if (one.value === null) return 1;
      if (other.value === null) return -1;
      const byValue = compareValues(one.value, other.value);
      if (byValue !== 0) return sign * byValue;
    }
    return other.at - one.at || (one.id < other.id ? 1 : -1);
  };
}

function valuesBy(by: FailureOrder, kinds: readonly FailureKind[]): (failure: Failure) => string | number | null {
  const values: Record<FailureOrder, (failure: Failure) => string | number | null> = {
    urgent: ({ isUrgent }) => (isUrgent ? 0 : 1),
    time: ({ failedAt }) => failedAt,
    received: ({ receivedAt }) => receivedAt,
    channel: ({ channelName }) => channelName,
    connector: ({ connectorName }) => connectorName,
    cause: ({ kind }) => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length),
    error: ({ oneLine }) => oneLine,
    target: ({ target }) => target,
    type: ({ header }) => header.messageType,
    controlId: ({ header }) => header.messageControlId,
    sender: ({ header }) => header.sender,
    receiver: ({ header }) => header.receiver,
    attempts: ({ sendAttempts }) => sendAttempts,
    size: ({ sizeBytes }) => sizeBytes,
    replay: ({ handledAt, replayState }) => {
      if (handledAt !== null) return replayStates.indexOf('handled-otherwise');
      return replayState === null ? null : replayStates.indexOf(replayState);
    },
  };
  return values[by];
}
