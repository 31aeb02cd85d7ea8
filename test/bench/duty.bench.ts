import { z } from 'zod';
import { runBundled } from './bundle-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';
import { copyDataSet, keepDataSet } from './search/data-set.ts';

const answer = z.object({
  openP95Ms: z.number(),
  lines: z.number(),
  handoverP95Ms: z.number(),
  failures: z.number(),
});

/** An incident with a long timeline, and a handover while a great many failures are kept, in a process with its threads as it ships. */
export const dutyBenchmark: Benchmark = {
  names: ['duty.incident_ms', 'duty.handover_ms'],
  async run({ quick, dataPath }): Promise<Figure[]> {
    const count = quick ? 100_000 : 1_000_000;
    const { folder } = await keepDataSet(dataPath, { count });
    const { copy, remove } = copyDataSet(folder);
    try {
      const run = answer.parse(await runBundled('duty-core', [copy, String(count), '10000']));
      return [
        figure({
          name: 'duty.incident_ms',
          value: run.openP95Ms,
          unit: 'ms',
          target: 200,
          better: 'lower',
          note: `p95: an incident of ${run.lines} lines opened with its newest hundred`,
        }),
        figure({
          name: 'duty.handover_ms',
          value: run.handoverP95Ms,
          unit: 'ms',
          target: 1000,
          better: 'lower',
          note: `p95: a handover gathered and signed over ${count} failures, ${run.failures} of them open`,
        }),
      ];
    } finally {
      remove();
    }
  },
};
