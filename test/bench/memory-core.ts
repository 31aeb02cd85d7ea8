import '../../src-main/platform/lean-heap.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolders, removeFolders } from '../specs/folders.ts';
import { connectBench, openBenchCore, startManyChannels } from './bench-core.ts';
import { createFastClock } from './fast-clock.ts';

/**
 * Run as a process of its own: `memory-core.ts <accelerated minutes> <factor>`. Prints the RSS of this process, which holds the core
 * and its workers; the practice engine is a child and not counted.
 */
const minutes = Number(process.argv[2]);
const factor = Number(process.argv[3]);
const folders = makeFolders();
const engine = await startManyChannels(folders.root, 100, 5);
const core = await openBenchCore(folders, createFastClock(factor));
await connectBench(core, engine);
const { installation } = await core.call('settings.get', {});
await core.call('settings.update', { ...installation, lockAfterMs: 3_600_000 });
const samples: number[] = [];
const endsAt = performance.now() + (minutes * 60_000) / factor;
while (performance.now() < endsAt) {
  await sleep(1000);
  await core.call('monitor.overview', {});
  samples.push(process.memoryUsage.rss());
}
const { total } = await core.call('failures.list', {
  filter: {
    connectionId: null,
    channelId: null,
    kind: null,
    from: null,
    to: null,
    text: null,
    groupId: null,
    state: 'all',
  },
  cursor: null,
  limit: 1,
});
process.stdout.write(
  `${JSON.stringify({ rss: Math.max(...samples), last: samples.at(-1), failures: total, requests: core.requestCount() })}\n`,
);
await core.close();
await engine.stop();
removeFolders(folders);
process.exit(0);
