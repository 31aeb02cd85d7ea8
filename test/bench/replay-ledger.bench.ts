import { type Benchmark, type Figure, figure } from './figure.ts';
import { openReplayBench, sendBare, startReceiver } from './replay-bench-core.ts';

const answerMs = 2;
const sent = 5_000;
const planned = 20_000;
/** Of a quick run. Its figures have names of their own, and none has a target: a tenth of the messages says nothing of the whole. */
const quickly = 2_000;
/** One run takes at most so many; 100 000 are five of them. */
const longRuns = 5;

/**
 * How much of a bare MLLP client's speed is left when every message is claimed, judged, journaled and settled. `VAKTBORD_BENCH_LONG=1` adds
 * 100 000 messages in one process, for its memory.
 */
export const replayLedgerBenchmark: Benchmark = {
  names: [
    ...[1, 4].flatMap((count) => [`replay.ledger_ratio_${count}`, `replay.ledger_per_second_${count}`]),
    'replay.ledger_instant_per_second_4',
    ...[planned, quickly].map((count) => `replay.plan_${count}_s`),
    ...[planned, quickly].map((each) => `replay.memory_${longRuns * each}_ratio`),
  ],
  async run({ quick }): Promise<Figure[]> {
    const count = quick ? 300 : sent;
    return [
      ...(await besideBare(count, 1)),
      ...(await besideBare(count, 4)),
      await instant(count),
      await planFigure(quick ? quickly : planned),
      ...(process.env.VAKTBORD_BENCH_LONG === '1' ? [await memoryFigure(quick ? quickly : planned)] : []),
    ];
  },
};

async function besideBare(count: number, connectionCount: number): Promise<Figure[]> {
  const receiver = await startReceiver(answerMs);
  const bench = await openReplayBench({ port: receiver.port, connectionCount });
  try {
    const runId = await bench.plan(await bench.fail(count));
    await sendBare(receiver.port, Math.min(count, 200), connectionCount);
    const bare = await sendBare(receiver.port, count, connectionCount);
    const ours = count / (await bench.run(runId, count));
    const note = `${count} messages, ${connectionCount} connections, answers after ${answerMs} ms; bare client ${bare.toFixed(0)}/s`;
    return [
      figure({
        ...{ name: `replay.ledger_ratio_${connectionCount}`, value: ours / bare, unit: 'of a bare client' },
        ...{ target: count === sent ? 0.6 : null, better: 'higher', note },
      }),
      figure({
        ...{ name: `replay.ledger_per_second_${connectionCount}`, value: ours, unit: '/s' },
        ...{ target: null, better: 'higher', note },
      }),
    ];
  } finally {
    await bench.close();
    receiver.stop();
  }
}

async function instant(count: number): Promise<Figure> {
  const receiver = await startReceiver(0);
  const bench = await openReplayBench({ port: receiver.port, connectionCount: 4 });
  try {
    const runId = await bench.plan(await bench.fail(count));
    const bare = await sendBare(receiver.port, count, 4);
    const ours = count / (await bench.run(runId, count));
    const note = `a receiver that answers at once; bare client ${bare.toFixed(0)}/s`;
    return figure({
      ...{ name: 'replay.ledger_instant_per_second_4', value: ours, unit: '/s' },
      ...{ target: null, better: 'higher', note },
    });
  } finally {
    await bench.close();
    receiver.stop();
  }
}

async function planFigure(count: number): Promise<Figure> {
  const bench = await openReplayBench({ port: 9, connectionCount: 1 });
  try {
    const ids = await bench.fail(count);
    const startedAt = performance.now();
    await bench.plan(ids);
    const seconds = (performance.now() - startedAt) / 1000;
    const note = `${count} messages ordered and frozen, the first 20 judged`;
    const target = count === planned ? 2 : null;
    return figure({ name: `replay.plan_${count}_s`, value: seconds, unit: 's', target, better: 'lower', note });
  } finally {
    await bench.close();
  }
}

/** Heap after a run, once it has been collected, beside the first run's: what grows with messages shows. */
async function memoryFigure(each: number): Promise<Figure> {
  const receiver = await startReceiver(0);
  const bench = await openReplayBench({ port: receiver.port, connectionCount: 4 });
  const sizes: number[] = [];
  try {
    for (let run = 0; run < longRuns; run += 1) {
      const runId = await bench.plan(await bench.fail(each));
      await bench.run(runId, each);
      globalThis.gc?.();
      sizes.push(process.memoryUsage().rss);
    }
  } finally {
    await bench.close();
    receiver.stop();
  }
  const ratio = Math.max(...sizes) / (sizes[0] ?? 1);
  const note = `largest resident size after each of ${longRuns} runs of ${each}, beside that after the first`;
  const target = each === planned ? 1.1 : null;
  return figure({
    name: `replay.memory_${longRuns * each}_ratio`,
    value: ratio,
    unit: '×',
    target,
    better: 'lower',
    note,
  });
}
