import { z } from 'zod';
import { runBundled } from './bundle-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';

const answer = z.object({ rss: z.number(), last: z.number(), failures: z.number(), requests: z.number() });
const factor = 20;

/** The core process with its workers, bundled as it ships, after half an hour (accelerated) of polling a hundred channels with traffic. */
export const memoryBenchmark: Benchmark = {
  names: ['memory.core_rss_mb'],
  async run({ quick }): Promise<Figure[]> {
    const minutes = quick ? 10 : 30;
    const run = await runBundled('memory-core', [String(minutes), String(factor)]);
    const { rss, last, failures, requests } = answer.parse(run);
    const toMb = (bytes: number): number => Math.round(bytes / 1024 / 1024);
    return [
      figure({
        name: 'memory.core_rss_mb',
        value: toMb(rss),
        unit: 'MB',
        target: 250,
        better: 'lower',
        note: `highest in ${minutes} accelerated min (last ${toMb(last)} MB), 100 channels, ${requests} requests, ${failures} failures cached`,
      }),
    ];
  },
};
