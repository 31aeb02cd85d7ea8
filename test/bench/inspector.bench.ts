import { z } from 'zod';
import { runBundled } from './bundle-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';

const answer = z.object({
  firstScreenMs: z.number(),
  windowMs: z.number(),
  findMs: z.number(),
  hits: z.literal(1),
  peakMb: z.number(),
});
const megabytes = 50;

/** A message of 50 MB from a file, masked, through the door of a core in a process of its own. */
export const inspectorBenchmark: Benchmark = {
  names: ['inspector.first_screen_ms', 'inspector.window_ms', 'inspector.find_ms', 'inspector.core_peak_mb'],
  async run(): Promise<Figure[]> {
    const { firstScreenMs, windowMs, findMs, peakMb } = answer.parse(
      await runBundled('inspector-core', [String(megabytes)]),
    );
    const inMs = { unit: 'ms', better: 'lower' } as const;
    return [
      figure({
        name: 'inspector.first_screen_ms',
        value: firstScreenMs,
        target: 1000,
        note: `${megabytes} MB from a file, cold: hash, hand-over, index, first rows and nodes, masked`,
        ...inMs,
      }),
      figure({
        name: 'inspector.window_ms',
        value: windowMs,
        target: null,
        note: '200 rows and 200 nodes in the middle of it, masked',
        ...inMs,
      }),
      figure({
        name: 'inspector.find_ms',
        value: findMs,
        target: null,
        note: 'the whole of it searched in any case, one hit at its end',
        ...inMs,
      }),
      figure({
        name: 'inspector.core_peak_mb',
        value: peakMb,
        unit: 'MB',
        target: 600,
        better: 'lower',
        note: 'highest RSS of the process with the core and its threads, the whole run; the file lies in it twice',
      }),
    ];
  },
};
