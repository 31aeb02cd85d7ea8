import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runBundled } from './bundle-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';
import { copyDataSet, keepDataSet } from './search/data-set.ts';
import { type Kind, kinds } from './search/measures.ts';
import { headersPerFailure } from './search/seeded-headers.ts';

const measured = z.object({ p50: z.number(), p95: z.number(), max: z.number(), count: z.number(), found: z.number() });
const answer = z.object({
  measured: z.record(z.string(), measured),
  written: z.object({ ms: z.number(), rows: z.number() }),
  rss: z.number(),
});
type Answer = z.infer<typeof answer>;
type Run = { asked: readonly Kind[]; count: number; isCold?: boolean; ingest?: number; retention?: boolean };

const nameOf: Record<Kind, string> = {
  key: 'search.key',
  header: 'search.header_key',
  word: 'search.word',
  substring: 'search.substring',
  groups: 'groups.list',
  facets: 'groups.facets',
  page: 'list.first_page',
  messages: 'list.messages_page',
};
const targetMs: Record<Kind, number> = {
  key: 20,
  header: 20,
  word: 50,
  substring: 100,
  groups: 500,
  facets: 300,
  page: 50,
  messages: 50,
};
const whatOf: Record<Kind, string> = {
  key: 'order, control id or patient number, half of them of no failure',
  header: 'the same of any message, in the index of headers',
  word: 'a common word, a phrase, a rare word, an absent one',
  substring: 'first hits of 4 to 12 characters: half hits, a quarter absent, a quarter of common trigrams',
  groups: 'every cause, no cap',
  facets: 'open failures by channel and kind',
  page: '100 rows at any depth in time; everything or one channel; open, resolved or both',
  messages: '100 headers at any depth in time; everything or one channel',
};
const others = [
  'search.core_rss_mb',
  'search.ingest_per_s',
  'search.while_ingest_p95_ms',
  'search.drop_tenth_ms',
  'search.while_drop_ratio',
];

/** Search, groups and list over a kept set of failures in the encrypted cache, in a process with its threads as it ships. */
export const searchBenchmark: Benchmark = {
  names: kinds.flatMap((kind) => [`${nameOf[kind]}_p95_ms`, `${nameOf[kind]}_cold_p95_ms`]).concat(others),
  async run({ quick, dataPath }): Promise<Figure[]> {
    const failures = quick ? 100_000 : 1_000_000;
    const { folder, madeInMs } = await keepDataSet(dataPath, { count: failures });
    const size = `${failures} failures, ${failures * headersPerFailure} headers${madeInMs === null ? '' : `, made in ${Math.round(madeInMs / 1000)} s`}`;
    const run = async (parts: Run, at = folder): Promise<Answer> => {
      const all = { folder: at, failures, isCold: false, ingest: 0, retention: false, ...parts };
      return answer.parse(await runBundled('search-core', [JSON.stringify(all)]));
    };
    const warm = await run({ asked: kinds, count: quick ? 60 : 200 });
    const figures = kinds.map((kind) => timing(kind, '', warm, size));
    for (const kind of kinds) {
      forgetFiles(folder);
      figures.push(timing(kind, '_cold', await run({ asked: [kind], count: 20, isCold: true }), size));
    }
    figures.push(memory(warm, size));
    const { copy, remove } = copyDataSet(folder);
    try {
      figures.push(...(await whileWriting((parts) => run(parts, copy), { warm, quick, size })));
    } finally {
      remove();
    }
    return figures;
  },
};

function timing(kind: Kind, suffix: string, { measured: all }: Answer, size: string): Figure {
  const { p50, p95, max, count, found } = all[kind]!;
  const most = kind === 'groups' ? `, ${found} groups` : '';
  return figure({
    name: `${nameOf[kind]}${suffix}_p95_ms`,
    value: p95,
    unit: 'ms',
    target: targetMs[kind],
    better: 'lower',
    note: `${whatOf[kind]}; ${count} asked${most}, median ${p50.toPrecision(3)}, longest ${max.toPrecision(3)}; ${size}`,
  });
}

function memory({ rss }: Answer, size: string): Figure {
  const value = Math.round(rss / 1024 / 1024);
  return figure({
    name: 'search.core_rss_mb',
    value,
    unit: 'MB',
    target: 400,
    better: 'lower',
    note: `highest; ${size}`,
  });
}

type Writing = { warm: Answer; quick: boolean; size: string };

async function whileWriting(run: (parts: Run) => Promise<Answer>, { warm, quick, size }: Writing): Promise<Figure[]> {
  const asked = ['key', 'word', 'substring'] as const;
  const ingesting = await run({ asked, count: 40, ingest: quick ? 10_000 : 40_000 });
  const dropping = await run({ asked, count: 20, retention: true });
  const ratio = Math.max(...asked.map((kind) => dropping.measured[kind]!.p95 / warm.measured[kind]!.p95));
  const slowest = Math.max(...asked.map((kind) => ingesting.measured[kind]!.p95));
  return [
    figure({
      name: 'search.ingest_per_s',
      value: ingesting.written.rows / (ingesting.written.ms / 1000),
      unit: '1/s',
      target: 2000,
      better: 'higher',
      note: `${ingesting.written.rows} new failures with bodies while keys, words and substrings are asked for; ${size}`,
    }),
    figure({
      name: 'search.while_ingest_p95_ms',
      value: slowest,
      unit: 'ms',
      target: null,
      better: 'lower',
      note: 'the slowest of key, word and substring meanwhile',
    }),
    figure({
      name: 'search.drop_tenth_ms',
      value: dropping.written.ms,
      unit: 'ms',
      target: 5000,
      better: 'lower',
      note: `the oldest tenth, ${dropping.written.rows} still open moved first; ${size}`,
    }),
    figure({
      name: 'search.while_drop_ratio',
      value: ratio,
      unit: 'ratio',
      target: 2,
      better: 'lower',
      note: 'p95 of key, word or substring meanwhile, the worst beside the same without dropping',
    }),
  ];
}

/** The next reader finds nothing of the cache in memory. */
function forgetFiles(folder: string): void {
  const cache = join(folder, 'data', 'cache');
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    execFileSync('dd', [`of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'status=none']);
  }
}
