import '../../src-main/platform/lean-heap.ts';
import { z } from 'zod';
import { openDesk } from './search/ask.ts';
import { openDataSet } from './search/data-set.ts';
import { kinds, type Measured, measure } from './search/measures.ts';
import { failureAt } from './search/seeded-failures.ts';

/**
 * Run as a process of its own: `search-core.ts <JSON>`. Opens a data set with its threads as the core does, asks the kinds of questions given
 * and prints what they took, with the highest RSS of this process. `isCold`: nothing is asked beforehand.
 */
const { folder, failures, count, asked, isCold, ingest, retention } = z
  .object({
    folder: z.string(),
    failures: z.number(),
    count: z.number(),
    asked: z.array(z.enum(kinds)),
    isCold: z.boolean(),
    /** New failures written while the questions are asked; 0 = none. */
    ingest: z.number(),
    /** The oldest tenth is dropped while the questions are asked. */
    retention: z.boolean(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const set = { count: failures };
const opened = await openDataSet(folder, set);
const { store, clock } = opened;
const desk = await openDesk(opened);
let rss = 0;
const sampling = setInterval(() => {
  rss = Math.max(rss, process.memoryUsage.rss());
}, 100);

if (!isCold) for (const kind of asked) await measure(kind, { desk, set, count: Math.min(count, 40) });
const writing = startWriting();
const measured: Partial<Record<string, Measured>> = {};
do {
  for (const kind of asked) measured[kind] = later(measured[kind], await measure(kind, { desk, set, count }));
} while (writing.isUnderWay());
const written = await writing.result;
rss = Math.max(rss, process.memoryUsage.rss());
clearInterval(sampling);
await store.close();
process.stdout.write(`${JSON.stringify({ measured, written, rss })}\n`);
process.exit(0);

/** Of several rounds the slowest. */
function later(known: Measured | undefined, next: Measured): Measured {
  return known !== undefined && known.p95 > next.p95 ? known : next;
}

function startWriting() {
  let isUnderWay = ingest > 0 || retention;
  const work = async () => {
    const startedAt = performance.now();
    if (retention) {
      const { moved } = await store.cache.applyRetention(oldestKept());
      return { ms: performance.now() - startedAt, rows: moved };
    }
    const rowsPerCall = 500;
    for (let at = 0; at < ingest; at += rowsPerCall)
      await store.cache.putFailures(
        Array.from({ length: rowsPerCall }, (_, index) => failureAt(failures + at + index, set)),
      );
    return { ms: performance.now() - startedAt, rows: ingest };
  };
  const result = isUnderWay ? work() : Promise.resolve({ ms: 0, rows: 0 });
  const ended = () => {
    isUnderWay = false;
  };
  result.then(ended, ended);
  return { result, isUnderWay: () => isUnderWay };
}

/** Just behind the newest failure of the oldest tenth, which may come some minutes late. */
function oldestKept(): number {
  let newest = 0;
  for (let number = failures / 10 - 1000; number < failures / 10; number += 1)
    newest = Math.max(newest, failureAt(number, set).failure.failedAt);
  return Math.min(newest + 1, clock.now());
}
