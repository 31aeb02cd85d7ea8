import { readWindow } from '../../src-main/services/messages/index-steps.ts';
import { type IndexedChannel, newIndexedChannel } from '../../src-main/services/messages/indexed-channel.ts';
import type { Store } from '../../src-main/store/store.ts';
import { failureIdOf } from '../../src-shared/domain/failure.ts';
import type { ManualClock } from '../fakes/manual-clock.ts';
import { aRecord } from '../fakes/store-records.ts';
import {
  askedAt,
  type ChannelId,
  channelIds,
  dayMs,
  unreadChannel,
  type Week,
  type WeekMessage,
  weekChannels,
  weekStart,
} from './week.ts';
import { createWeekEngine } from './week-engine.ts';

type Deps = { store: Store; clock: ManualClock };

/**
 * Reads the week into the index day by day, as the keeper of the index reads content: of each engine one channel after the other. The clock stands at
 * `askedAt` afterwards or later. `ms`: what the reading took.
 */
export async function indexWeek(week: Week, { store, clock }: Deps): Promise<{ headers: number; ms: number }> {
  const { headers: facet, hold } = createWeekEngine(week);
  const signal = new AbortController().signal;
  const channels = channelIds.map((id) => newIndexedChannel(blankCoverage(id)));
  let ms = 0;
  for (let from = weekStart; from < askedAt; from += dayMs) {
    clock.advance(Math.max(0, Math.min(from + dayMs, askedAt) - clock.now()));
    const today = (channelId: string) =>
      (week.messages.get(channelId as ChannelId) ?? []).filter(({ at }) => at >= from && at < from + dayMs);
    hold(channels.flatMap(({ channelId }) => today(channelId)));
    const startedAt = performance.now();
    const ofEngine = Map.groupBy(channels, ({ channelId }) => weekChannels[channelId as ChannelId]);
    await Promise.all(
      [...ofEngine].map(async ([connectionId, own]) => {
        for (const channel of own) await readDay(connectionId, channel, today(channel.channelId));
      }),
    );
    ms += performance.now() - startedAt;
  }
  await putFailures(week, store);
  return { headers: week.count, ms };

  async function readDay(connectionId: string, channel: IndexedChannel, messages: readonly WeekMessage[]) {
    const [first, last] = [messages[0], messages.at(-1)];
    if (first === undefined || last === undefined) return;
    const deps = {
      ...{ takeBodies: null, headers: store.cache.headers, measured: store.history, facet, connectionId, channel },
      ...{ keySource: 'content' as const, windowFrom: weekStart, clock, signal, isCurrent: () => true },
    };
    for (let toId = last.id; toId >= first.id; ) {
      await readWindow(deps, { fromId: first.id, toId });
      toId = (channel.coverage.spans.find((span) => span.toId >= toId)?.fromId ?? first.id) - 1;
    }
  }
}

/** What stands as failed in the engines, and what a person put off. */
async function putFailures(week: Week, store: Store): Promise<void> {
  const records = [...week.messages].flatMap(([channelId, messages]) =>
    messages.flatMap(({ id, at, destinations, isSnoozed }) => {
      const kind = destinations.find(({ failure }) => failure !== null)?.failure ?? null;
      if (kind === null) return [];
      const ref = { connectionId: weekChannels[channelId], channelId, nativeId: String(id) };
      const ownState = isSnoozed
        ? { state: 'snoozed' as const, owner: null, until: askedAt + dayMs, at: askedAt - 1000 }
        : null;
      return [aRecord({ ...ref, failureId: failureIdOf(ref), kind, failedAt: at, receivedAt: at, ownState })];
    }),
  );
  for (let at = 0; at < records.length; at += 500) await store.cache.putFailures(records.slice(at, at + 500));
}

/** What the index does when a site turns a channel off. */
export async function forgetUnread(store: Store): Promise<void> {
  const place = { connectionId: weekChannels[unreadChannel], channelId: unreadChannel };
  const forget = () => store.cache.headers.forget({ ...place, before: Number.MAX_SAFE_INTEGER, limit: 2000 });
  while ((await forget()).count > 0);
}

function blankCoverage(channelId: ChannelId) {
  const connectionId = weekChannels[channelId];
  return { connectionId, channelId, spans: [], newestId: null, askedAt: weekStart, unreadCount: 0 };
}
