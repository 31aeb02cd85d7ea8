import { describe, expect, it } from 'vitest';
import { createLane } from './lane.ts';

type Operations = { echo(context: never, args: number): number; die(context: never, args: null): void };

/** A worker that answers with its argument, and ends without an answer when it is told to die. What it shares with the test says that it is there, and that it has gone. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads';
    workerData.dataKey[0] = 1;
    process.on('exit', () => void (workerData.dataKey[1] = 1));
    parentPort.on('message', (requests) => {
      workerData.dataKey[2] = requests.length;
      for (const { id, name, args } of requests) {
        if (name === 'die') process.exit(3);
        parentPort.postMessage([{ id, ok: true, value: args }]);
        if (name === 'close') parentPort.close();
      }
    });`)}`,
);
const setup = { role: 'reader', dataDir: '', dataKey: new Uint8Array(2), installationName: '' } as const;
const shared = () => ({ ...setup, dataKey: new Uint8Array(new SharedArrayBuffer(3)) });

describe('a lane', () => {
  it('answers many more calls than it hands over at a time, each with its own', async () => {
    const lane = createLane<Operations>(entry, setup);
    const numbers = Array.from({ length: 500 }, (_, index) => index);
    expect(await Promise.all(numbers.map((number) => lane.call('echo', number)))).toEqual(numbers);
    expect(lane.pending()).toBe(0);
    await lane.close();
  });

  it('hands over together what is called together', async () => {
    const seen = shared();
    const lane = createLane<Operations>(entry, seen);
    await Promise.all([1, 2, 3].map((number) => lane.call('echo', number)));
    expect(seen.dataKey[2]).toBe(3);
    await lane.close();
  });

  it('refuses what cannot cross, and nothing else that was called with it', async () => {
    const lane = createLane<Operations>(entry, setup);
    const uncloneable = (() => 1) as unknown as number;
    const answers = await Promise.allSettled([
      lane.call('echo', 1),
      lane.call('echo', uncloneable),
      lane.call('echo', 3),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(lane.pending()).toBe(0);
    await lane.close();
  });

  it('refuses what a dead worker left unanswered and starts another for the next call', async () => {
    const lane = createLane<Operations>(entry, setup);
    await expect(lane.call('die', null)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await lane.call('echo', 7)).toBe(7);
    await lane.close();
  });

  it('answers as ever when it was started before its first call', async () => {
    const seen = shared();
    const lane = createLane<Operations>(entry, seen);
    lane.start();
    lane.start();
    await expect.poll(() => seen.dataKey[0]).toBe(1);
    expect(await lane.call('echo', 7)).toBe(7);
    await lane.close();
  });

  it('ends a thread that was started and never called', async () => {
    const seen = shared();
    const lane = createLane<Operations>(entry, seen);
    lane.start();
    await expect.poll(() => seen.dataKey[0]).toBe(1);
    await lane.close();
    expect(seen.dataKey[1]).toBe(1);
    await expect(lane.call('echo', 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('refuses calls after it was closed, also when it was never used', async () => {
    const lane = createLane<Operations>(entry, setup);
    await lane.close();
    await expect(lane.call('echo', 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
