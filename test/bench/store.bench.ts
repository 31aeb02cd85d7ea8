import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStoreDeps, openStore } from '../../src-main/store/open-store.ts';
import type { Store } from '../../src-main/store/store.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { aQuery } from '../fakes/store-records.ts';
import { silentLogger } from '../fakes/temporary-store.ts';
import { type BareTarget, openBareTarget, prepareRows } from './bare-inserts.ts';
import { type Benchmark, type Figure, figure, quantile } from './figure.ts';
import { benchRecords } from './store-rows.ts';

const listedFailures = 100_000;
const rowsPerRound = 4000;

/** The store's own path beside bare inserts of the same rows, in the same run and in turns, so that a busy machine slows both. */
export const storeBenchmark: Benchmark = {
  names: [
    'store.ingest_ratio',
    'store.ingest_per_s',
    'store.share_of_plain',
    'store.first_page_ms',
    'store.count_ms',
    'store.count_again_ms',
  ],
  async run({ quick }): Promise<Figure[]> {
    return [...(await measureIngest(quick ? 2 : 5)), ...(await measureReading(quick ? 20 : 100))];
  },
};

export const run = storeBenchmark.run;

async function measureIngest(rounds: number): Promise<Figure[]> {
  const ratios: number[] = [];
  const shares: number[] = [];
  const rates: number[] = [];
  await withStore(async (store, folder) => {
    const encrypted = openBareTarget(join(folder, 'bare.db'), { isPlain: false });
    const plain = openBareTarget(join(folder, 'plain.db'), { isPlain: true });
    for (let round = 0; round < rounds; round += 1) {
      const records = benchRecords(rowsPerRound, round * rowsPerRound);
      const rows = prepareRows(records);
      const bareMs = timeBare(encrypted, rows);
      const storeMs = await time(() => store.cache.putFailures(records));
      const plainMs = timeBare(plain, rows);
      ratios.push(bareMs / storeMs);
      shares.push(plainMs / storeMs);
      rates.push(rowsPerRound / (storeMs / 1000));
    }
    encrypted.close();
    plain.close();
  });
  const note = `${rounds} rounds of ${rowsPerRound} failures with bodies, median`;
  return [
    figure({
      name: 'store.ingest_ratio',
      value: quantile(ratios, 0.5),
      unit: 'ratio',
      target: 0.5,
      better: 'higher',
      note: `${note}; 1 = as fast as bare inserts into the same schema`,
    }),
    figure({
      name: 'store.ingest_per_s',
      value: quantile(rates, 0.5),
      unit: '1/s',
      target: null,
      better: 'higher',
      note,
    }),
    figure({
      name: 'store.share_of_plain',
      value: quantile(shares, 0.5),
      unit: 'ratio',
      target: null,
      better: 'higher',
      note: `${note}; 1 = as fast as without encryption and text index`,
    }),
  ];
}

async function measureReading(reads: number): Promise<Figure[]> {
  let pages: number[] = [];
  const counts: number[] = [];
  let kept: number[] = [];
  await withStore(async (store) => {
    for (let first = 0; first < listedFailures; first += 10_000) {
      await store.cache.putFailures(benchRecords(10_000, first).map((record) => ({ ...record, body: null })));
    }
    const query = aQuery({ connectionIds: ['bench'] });
    await store.cache.countFailures(query);
    pages = await repeat(reads, () => store.cache.listFailures(query, null, 50));
    const [changed] = (await store.cache.listFailures(query, null, 1)).items;
    for (let read = 0; read < reads; read += 1) {
      // A count is kept until somebody commits; what is measured is the count after that.
      const state = read % 2 === 0 ? 'unknown' : 'planned';
      await store.cache.setReplayStates([{ failureId: changed!.failureId, state }]);
      counts.push(await time(() => store.cache.countFailures(query)));
    }
    kept = await repeat(reads, () => store.cache.countFailures(query));
  });
  const note = `median of ${reads}, ${listedFailures} open failures`;
  return [
    figure({
      name: 'store.first_page_ms',
      value: quantile(pages, 0.5),
      unit: 'ms',
      target: 10,
      better: 'lower',
      note: `${note}, 50 rows`,
    }),
    figure({
      name: 'store.count_ms',
      value: quantile(counts, 0.5),
      unit: 'ms',
      target: 30,
      better: 'lower',
      note: `${note}, with urgent and oldest, each after a change`,
    }),
    figure({
      name: 'store.count_again_ms',
      value: quantile(kept, 0.5),
      unit: 'ms',
      target: null,
      better: 'lower',
      note: `${note}, nothing changed since the last count`,
    }),
  ];
}

async function withStore(use: (store: Store, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vaktbord-bench-'));
  const deps: OpenStoreDeps = {
    dataDir: join(folder, 'data'),
    keyFileDir: join(folder, 'config'),
    clock: createManualClock(),
    logger: silentLogger,
    osKeyStore: null,
  };
  const store = await openStore(deps);
  try {
    await use(store, folder);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function repeat(times: number, call: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let count = 0; count < times; count += 1) taken.push(await time(call));
  return taken;
}

async function time(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
}

function timeBare(target: BareTarget, rows: ReturnType<typeof prepareRows>): number {
  const startedAt = performance.now();
  target.insert(rows);
  return performance.now() - startedAt;
}
