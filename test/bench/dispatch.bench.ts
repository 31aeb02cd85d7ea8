import { makeFolders, removeFolders } from '../specs/folders.ts';
import { openBenchCore } from './bench-core.ts';
import { type Benchmark, type Figure, figure, quantile } from './figure.ts';

/** Both handlers do next to nothing, so that what is measured is the way through the door. */
export const dispatchBenchmark: Benchmark = {
  names: ['dispatch.plain_ms', 'dispatch.audited_ms', 'dispatch.audited_p95_ms'],
  async run({ quick }): Promise<Figure[]> {
    const folders = makeFolders();
    const core = await openBenchCore(folders);
    const rounds = quick ? 200 : 1000;
    const ref = { connectionId: 'none', channelId: 'none', nativeId: '1' };
    try {
      const plain = await time(rounds, () => core.call('settings.preferences', {}));
      const audited = await time(rounds, () => core.call('message.hide', { ref }));
      return [
        figure({
          name: 'dispatch.plain_ms',
          value: quantile(plain, 0.5),
          unit: 'ms',
          target: 1,
          better: 'lower',
          note: `median of ${rounds}, settings.preferences whole`,
        }),
        figure({
          name: 'dispatch.audited_ms',
          value: quantile(audited, 0.5),
          unit: 'ms',
          target: 3,
          better: 'lower',
          note: `median of ${rounds}, message.hide whole: entry and outcome each on disk before the reply`,
        }),
        figure({
          name: 'dispatch.audited_p95_ms',
          value: quantile(audited, 0.95),
          unit: 'ms',
          target: null,
          better: 'lower',
          note: 'the slow end',
        }),
      ];
    } finally {
      await core.close();
      removeFolders(folders);
    }
  },
};

async function time(rounds: number, run: () => Promise<unknown>): Promise<number[]> {
  for (let warm = 0; warm < 20; warm += 1) await run();
  const elapsed: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await run();
    elapsed.push(performance.now() - startedAt);
  }
  return elapsed;
}
