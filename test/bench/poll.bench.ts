import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolders, removeFolders } from '../specs/folders.ts';
import { connectBench, openBenchCore, startManyChannels } from './bench-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';

const channelCount = 100;
const settleMs = 20_000;

/** A hundred channels where nothing moves: what it costs the engine (requests) and this machine (CPU of the core). */
export const pollBenchmark: Benchmark = {
  names: ['poll.requests_per_s', 'poll.cpu_share'],
  async run({ quick }): Promise<Figure[]> {
    const folders = makeFolders();
    const engine = await startManyChannels(folders.root, channelCount);
    const core = await openBenchCore(folders);
    try {
      await connectBench(core, engine);
      await sleep(settleMs);
      const seconds = quick ? 30 : 120;
      const before = core.requestCount();
      const cpuBefore = process.cpuUsage();
      await sleep(seconds * 1000);
      const cpu = process.cpuUsage(cpuBefore);
      const requests = core.requestCount() - before;
      return [
        figure({
          name: 'poll.requests_per_s',
          value: requests / seconds,
          unit: '1/s',
          target: 1,
          better: 'lower',
          note: `${requests} requests in ${seconds} s, ${channelCount} channels, nothing moving`,
        }),
        figure({
          name: 'poll.cpu_share',
          value: (cpu.user + cpu.system) / 1e6 / seconds,
          unit: 'cores',
          target: null,
          better: 'lower',
          note: `core with its workers, ${channelCount} channels, one engine`,
        }),
      ];
    } finally {
      await core.close();
      await engine.stop();
      removeFolders(folders);
    }
  },
};
