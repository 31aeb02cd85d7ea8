import type { OverdueQuery } from '../../src-main/store/expectation-store.ts';
import type { HeaderRecord } from '../../src-main/store/header-store.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { openTemporaryStore } from '../fakes/temporary-store.ts';
import { type Benchmark, type Figure, figure, quantile } from './figure.ts';

const start = Date.UTC(2026, 10, 2, 6);
const minuteMs = 60_000;
const senders = 20;
const sizes = { quick: 20_000, whole: 3_000_000 } as const;
const atOnce = 5000;

/** The page of what is overdue and its counts, over the index of a hospital where one order in twenty has no answer; and what keeping it costs. */
export const overdueBenchmark: Benchmark = {
  names: ['trace.overdue_ms', 'trace.expectations_per_s'],
  async run({ quick }): Promise<Figure[]> {
    const headers = quick ? sizes.quick : sizes.whole;
    const temporary = await openTemporaryStore(createManualClock(start));
    try {
      const { cache } = temporary.store;
      let spentMs = 0;
      for (let at = 0; at < headers / 2; at += atOnce / 2) {
        const records = Array.from({ length: atOnce / 2 }, (_, index) => pair(at + index)).flat();
        const began = performance.now();
        await cache.headers.put(records);
        spentMs += performance.now() - began;
      }
      const relations = await cache.expectations.relations(['hospital']);
      const asked = relations.flatMap(({ relationKey }) =>
        [true, false].map((isUrgent) => ({ relationKey, isUrgent, from: 0, to: start * 2, waitMs: minuteMs })),
      );
      const query: OverdueQuery = { asked, handled: ['answer0000000000000000'], state: null };
      const look = async (): Promise<number> => {
        const began = performance.now();
        await Promise.all([cache.expectations.overdue(query, null, 100), cache.expectations.count(query)]);
        return performance.now() - began;
      };
      // The second reading thread starts when it is first needed; that is the start's cost.
      await look();
      const times: number[] = [];
      for (let round = 0; round < 60; round += 1) times.push(await look());
      const note = `${headers} headers, ${Math.round(headers / 40)} overdue of ${relations.length} kinds`;
      return [
        figure({
          name: 'trace.overdue_ms',
          value: quantile(times, 0.95),
          unit: 'ms',
          target: 200,
          better: 'lower',
          note: `p95, ${note}`,
        }),
        figure({
          ...{ name: 'trace.expectations_per_s', value: headers / (spentMs / 1000), unit: 'headers/s' },
          ...{ target: 5000, better: 'higher', note: `indexing with what is awaited, ${note}` },
        }),
      ];
    } finally {
      await temporary.remove();
    }
  },
};

/** An order and its answer; of twenty orders one has an answer to something else. */
function pair(number: number): HeaderRecord[] {
  const at = start + number * 100;
  const sender = `EPJ${number % senders}`;
  const answered = number % 20 === 0 ? `elsewhere ${number}` : `R${number}`;
  return [
    record({ number, at, channelId: 'orders', messageType: 'OML^O21', sender, order: `R${number}` }),
    record({ number, at: at + minuteMs, channelId: 'results', messageType: 'ORU^R01', sender: 'LAB', order: answered }),
  ];
}

type Made = { number: number; at: number; channelId: string; messageType: string; sender: string; order: string };

function record({ number, at, channelId, messageType, sender, order }: Made): HeaderRecord {
  return {
    message: {
      ...{ connectionId: 'hospital', channelId, nativeId: String(number + 1), channelName: channelId },
      ...{ status: 'delivered', receivedAt: at },
      header: { messageControlId: `${channelId}${number}`, messageType, sender, receiver: 'MOTOR' },
    },
    patientKeys: [`person ${number % 50_000}`],
    orderKeys: [order],
    trace: { facts: null, destinations: [], endedAt: at, parent: null },
  };
}
