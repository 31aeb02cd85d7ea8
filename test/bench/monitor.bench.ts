import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSeries } from '../../src-main/services/monitor/series.ts';
import type { HistoryStore, MeasuredMessage } from '../../src-main/store/history-store.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { baselineStepMs, learnBaseline } from '../../src-shared/domain/baseline/baseline.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { aSample } from '../fakes/samples.ts';
import { randomOf } from '../fakes/simulated-feed.ts';
import { silentLogger } from '../fakes/temporary-store.ts';
import { type Benchmark, type Figure, figure, quantile } from './figure.ts';

const days = 90;
const channelCount = 500;
const pageSize = 200;
const channel = { connectionId: 'c1', channelId: 'a' };

/** The figures of channels: message headers measured, the longest chart, and what is usual for every channel. */
export const monitorBenchmark: Benchmark = {
  names: ['monitor.headers_per_s', 'monitor.chart_90d_ms', 'monitor.baseline_s'],
  async run({ quick }): Promise<Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), 'vaktbord-bench-'));
    const clock = createManualClock();
    const store = await openStore({
      dataDir: join(folder, 'data'),
      keyFileDir: join(folder, 'config'),
      clock,
      logger: silentLogger,
      osKeyStore: null,
    });
    try {
      const { history } = store;
      await fill(history, clock.now());
      return [
        await measureIngest(history, quick ? 50 : 250, clock.now()),
        await measureChart(history, quick ? 5 : 30, clock),
        await measureBaseline(history, clock.now()),
      ];
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** One channel with a step, and an answered message, in every quarter of an hour. */
async function fill(history: HistoryStore, now: number): Promise<void> {
  const random = randomOf(1);
  const from = now - days * 86_400_000;
  const quarters = Array.from({ length: days * 96 }, (_, place) => from + place * baselineStepMs);
  for (let place = 0; place < quarters.length; place += 500) {
    const part = quarters.slice(place, place + 500);
    await history.append(
      part.map((at) => aSample({ at, received: Math.floor(random() * 200), watchedMs: baselineStepMs })),
    );
    const messages = part.map((at, index) => aMessage(place + index + 1, at, random));
    const ids = { fromId: place + 1, toId: place + part.length };
    await history.measure({ ...channel, ...ids, messages, whole: null });
  }
}

function aMessage(id: number, receivedAt: number, random: () => number): MeasuredMessage {
  const endedAt = Math.round(receivedAt + Math.exp(3 + 4 * random()));
  const counts = { sent: 1, errored: 0, filtered: 0 };
  return { id, outcome: 'delivered', receivedAt, endedAt, messageAt: receivedAt - 1000, ...counts };
}

/** Pages as the index reads them, of many channels at 10 messages a second each. */
async function measureIngest(history: HistoryStore, pages: number, now: number): Promise<Figure> {
  const random = randomOf(2);
  const batches = Array.from({ length: pages }, (_, page) =>
    Array.from({ length: pageSize }, (__, index) => aMessage(page * pageSize + index + 1, now + index * 100, random)),
  );
  const startedAt = performance.now();
  await Promise.all(
    batches.map((messages, page) =>
      history.measure({
        connectionId: 'c2',
        channelId: `channel-${page % channelCount}`,
        fromId: page * pageSize + 1,
        toId: (page + 1) * pageSize,
        messages,
        whole: null,
      }),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  return figure({
    name: 'monitor.headers_per_s',
    value: (pages * pageSize) / seconds,
    unit: '1/s',
    target: 5000,
    better: 'higher',
    note: `${pages} pages of ${pageSize}, both times into histograms of four steps, on disk`,
  });
}

async function measureChart(history: HistoryStore, reads: number, clock: ReturnType<typeof createManualClock>) {
  const taken: number[] = [];
  for (let read = 0; read < reads; read += 1) {
    const startedAt = performance.now();
    await readSeries({ history, clock, open: [] }, { ...channel, range: '90d' });
    taken.push(performance.now() - startedAt);
  }
  return figure({
    name: 'monitor.chart_90d_ms',
    value: quantile(taken, 0.95),
    unit: 'ms',
    target: 150,
    better: 'lower',
    note: `p95 of ${reads}, throughput with percentiles of both times`,
  });
}

async function measureBaseline(history: HistoryStore, now: number): Promise<Figure> {
  const span = { from: now - days * 86_400_000, upTo: now };
  const startedAt = performance.now();
  for (let count = 0; count < channelCount; count += 1) {
    const { at, received } = await history.quarters({ ...channel, ...span });
    if (at.length !== days * 96) throw new TypeError('Not every quarter was read.');
    learnBaseline(Array.from(at, (time, place) => ({ at: time, received: received[place] ?? 0 })));
  }
  return figure({
    name: 'monitor.baseline_s',
    value: (performance.now() - startedAt) / 1000,
    unit: 's',
    target: 10,
    better: 'lower',
    note: `${channelCount} channels of ${days} days in quarters of an hour, read from disk and learned`,
  });
}
