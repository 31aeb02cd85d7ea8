import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeEngineHandle, startPracticeEngine } from '../../../src-main/practice-engine/client.ts';
import { createCaller } from '../caller.ts';
import { type Cli, createCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account } from '../main-path/actions.ts';
import { connectTo } from '../replay/engine-world.ts';
import { readTexts } from '../texts.ts';
import { flood, floods, queuedFlood } from './scenarios.ts';

/** Failures of each kind: a few with every test run, 5 000 with `npm run flood`. */
const each = Number(process.env.VAKTBORD_FLOOD ?? 60);
const patienceMs = 60_000 + each * 240;
const everyGroup = { connectionId: null, channelId: null, kind: null };

describe(`FEATURE: a flood of ${each} failures of five kinds is a short list`, () => {
  let folders: Folders;
  let engine: PracticeEngineHandle;
  let core: CoreProcess;
  let cli: Cli;
  const signal = AbortSignal.timeout(2 * patienceMs);
  const seconds = (from: number): string => ((Date.now() - from) / 1000).toFixed(1);

  beforeAll(async () => {
    folders = makeFolders();
    const dataDir = join(folders.root, 'engine');
    const entryPath = 'out/main/practice-engine.js';
    engine = await startPracticeEngine({ dataDir, traffic: false, entryPath, retention: 4 * each + 2000 }, signal);
    core = await startCore(folders, ['--no-practice']);
    await createCli(folders, null).call('accounts.createFirst', account);
    cli = createCaller(folders, account);
    await connectTo(engine, cli);
  });
  afterAll(async () => {
    await core?.stop();
    await engine?.stop();
    removeFolders(folders);
  });

  const groups = async () => (await cli.call('groups.list', everyGroup)).items;
  const open = async (): Promise<number> => (await groups()).reduce((sum, group) => sum + group.open, 0);

  it(
    'EXAMPLE: the receiver has a queue: no failure, and one entry that waits',
    async () => {
      await engine.control.setReceiver(queuedFlood.receiverId, { kind: 'down' }, signal);
      await flood(engine, queuedFlood.sendings, each);
      // A queue is read when somebody looks, and again until its first try told where it goes.
      const receivers = await until(
        async () => (await cli.call('waiting.list', {})).receivers,
        (found) => found.length === 1 && found[0]?.target !== null && found[0]?.lookedAt === Math.min(each, 400),
      );
      expect(receivers).toMatchObject([{ count: each, queues: [{ problemKey: null }, { problemKey: null }] }]);
      expect(receivers[0]?.queues.map(({ head }) => head !== null)).toEqual([true, true]);
      expect(receivers[0]?.lookedAt).toBe(Math.min(each, 400));
      expect(await groups()).toEqual([]);
    },
    patienceMs,
  );

  it(
    'EXAMPLE: five scenarios over four channels: five groups of the right kind, each explained',
    async () => {
      const startedAt = Date.now();
      for (const { receiver, sendings } of floods) {
        if (receiver) await engine.control.setReceiver(receiver.id, receiver.mode, signal);
        await flood(engine, sendings, each);
        if (receiver) await engine.control.setReceiver(receiver.id, { kind: 'up' }, signal);
      }
      const sentAt = Date.now();
      await until(open, (count) => count >= floods.length * each);
      console.log(
        `${floods.length * each} failures: sent in ${seconds(startedAt)} s, all listed ${seconds(sentAt)} s later`,
      );
      const askedAt = performance.now();
      const found = await groups();
      console.log(`groups.list by the command line: ${Math.round(performance.now() - askedAt)} ms`);
      const text = readTexts('en');
      const described = found.map(({ cause, open: count, channelCount }) => ({
        kind: cause.kind,
        what: text(`groupKind.${cause.kind}.what`),
        count,
        channels: channelCount,
      }));
      const wanted = floods.map(({ kind, what, sendings }) => ({ kind, what, count: each, channels: sendings.length }));
      expect(described.toSorted(byKind)).toEqual(wanted.toSorted(byKind));
    },
    patienceMs,
  );

  async function until<T>(ask: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
    const giveUpAt = Date.now() + patienceMs - 15_000;
    for (;;) {
      const value = await ask();
      if (isThere(value) || Date.now() > giveUpAt) return value;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
});

function byKind(a: { kind: string }, b: { kind: string }): number {
  return a.kind.localeCompare(b.kind);
}
