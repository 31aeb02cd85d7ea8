import { z } from 'zod';
import { runBundled } from './bundle-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';

const answer = z.object({ judgedPerS: z.number(), loadMs: z.number(), memoryMb: z.number(), pairCount: z.number() });

const listAnswer = z.object({ p95Ms: z.number(), findings: z.number(), counted: z.number() });

/** Measurements judged and converted, and what the engine of units costs to load, bundled as it ships. */
export const unitsBenchmark: Benchmark = {
  names: ['units.judged_per_s', 'units.load_ms', 'units.memory_mb', 'units.list_ms'],
  async run({ quick }): Promise<Figure[]> {
    const run = await runBundled('units-core', [quick ? '500' : '3000']);
    const { judgedPerS, loadMs, memoryMb, pairCount } = answer.parse(run);
    const listed = listAnswer.parse(await runBundled('unit-list-core', [quick ? '300000' : '3000000']));
    return [
      figure({
        name: 'units.judged_per_s',
        value: judgedPerS,
        unit: '/s',
        target: 100_000,
        better: 'higher',
        note: `warm, one processor: ${pairCount} pairs of code and unit with reference range, a quarter of them converted`,
      }),
      figure({ name: 'units.load_ms', value: loadMs, unit: 'ms', target: null, better: 'lower', note: 'tables, UCUM' }),
      figure({
        name: 'units.memory_mb',
        value: memoryMb,
        unit: 'MB',
        target: 60,
        better: 'lower',
        note: 'resident memory more than before it was loaded, every code judged with forty units',
      }),
      figure({
        name: 'units.list_ms',
        value: listed.p95Ms,
        unit: 'ms',
        target: 300,
        better: 'lower',
        note: `p95, warm: work list of ${listed.findings} findings that are looked through, from all measurements`,
      }),
    ];
  },
};
