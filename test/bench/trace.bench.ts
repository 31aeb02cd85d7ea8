import { z } from 'zod';
import { runBundled } from './bundle-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';
import { copyDataSet, keepDataSet } from './search/data-set.ts';
import { headersPerFailure } from './search/seeded-headers.ts';

const answer = z.object({
  build: z.object({ headers: z.number(), ms: z.number() }),
  told: z.object({
    rightShare: z.number(),
    falseReceipted: z.number(),
    count: z.number(),
    matrix: z.array(z.string()),
    wrong: z.array(z.string()),
    p50: z.number(),
    p95: z.number(),
    max: z.number(),
  }),
});

/** What the trace tells of a hospital week whose truth is known, which is read into the index of the set that search is measured with. */
export const traceBenchmark: Benchmark = {
  names: ['trace.right_share', 'trace.false_receipted', 'trace.conclusion_p95_ms', 'trace.build_per_s'],
  async run({ quick, dataPath }): Promise<Figure[]> {
    const failures = quick ? 100_000 : 1_000_000;
    const messages = quick ? 20_000 : 200_000;
    const { folder } = await keepDataSet(dataPath, { count: failures });
    const { copy, remove } = copyDataSet(folder);
    try {
      const run = { folder: copy, failures, messages, questions: quick ? 1000 : 5000, seed: 8 };
      const { build, told } = answer.parse(await runBundled('trace-core', [JSON.stringify(run)]));
      const { rightShare, falseReceipted, count, matrix, wrong, p50, p95, max } = told;
      for (const line of ['true, how often, told as', ...matrix, ...wrong]) console.error(line);
      const size = `a week of ${messages} messages in an index of ${failures * headersPerFailure + messages}`;
      return [
        figure({
          name: 'trace.right_share',
          value: rightShare,
          unit: 'ratio',
          target: 0.99,
          better: 'higher',
          note: `conclusions as they are true; ${count} questions, ${size}`,
        }),
        figure({
          name: 'trace.false_receipted',
          value: falseReceipted,
          unit: 'answers',
          target: 0,
          better: 'lower',
          note: `called receipted when the newest version was not, or not by the one asked for; ${count} questions, ${size}`,
        }),
        figure({
          name: 'trace.conclusion_p95_ms',
          value: p95,
          unit: 'ms',
          target: 300,
          better: 'lower',
          note: `from question to answer, engines that answer at once; median ${p50.toPrecision(3)}, longest ${max.toPrecision(3)}; ${size}`,
        }),
        figure({
          name: 'trace.build_per_s',
          value: build.headers / (build.ms / 1000),
          unit: '1/s',
          target: 5000,
          better: 'higher',
          note: `from raw content to the index; ${size}`,
        }),
      ];
    } finally {
      remove();
    }
  },
};
