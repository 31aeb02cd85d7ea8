import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { createCaller } from '../caller.ts';
import { type Cli, createCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account } from '../main-path/actions.ts';
import { connectTo, failOnce, orderInput, plan, seeFailure, startEngine, takenByReceiver } from './engine-world.ts';

const controlId = 'SPEC-SUDDEN-DEATH';

describe('FEATURE: a core that dies while a replay is in the air', () => {
  let folders: Folders;
  let engine: PracticeEngineHandle;
  let core: CoreProcess;
  let cli: Cli;

  beforeAll(async () => {
    folders = makeFolders();
    engine = await startEngine(folders.root);
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

  describe('RULE: an outcome that nobody saw is unknown, and is never sent again by a machine', () => {
    it('EXAMPLE: killed between intent and answer, the replay is unknown after the restart', async () => {
      await failOnce(engine, controlId);
      const order = await plan(cli, await seeFailure(cli, controlId));
      await engine.control.setFault(
        { kind: 'slow', pathIncludes: 'messagesWithObj', delayMs: 60_000 },
        AbortSignal.timeout(10_000),
      );
      const pending = cli.reply('replay.start', orderInput(order)).catch(() => null);
      await until(async () => (await cli.call('replay.ofMessage', { ref: order.ref })).items[0]?.state === 'in-air');

      await core.kill();
      await pending;
      await engine.control.setFault({ kind: 'none' }, AbortSignal.timeout(10_000));
      core = await startCore(folders, ['--no-practice']);

      const { items } = await cli.call('replay.ofMessage', { ref: order.ref });
      expect(items.map((replay) => replay.state)).toEqual(['unknown']);
    });

    it('EXAMPLE: after the restart polls go on and nothing is sent', async () => {
      const before = await takenByReceiver(engine, controlId);
      const { items } = await cli.call('connections.list', {});
      const checkedAt = items[0]?.state.checkedAt ?? 0;
      await until(
        async () => ((await cli.call('connections.list', {})).items[0]?.state.checkedAt ?? 0) > checkedAt + 5000,
      );
      expect(await takenByReceiver(engine, controlId)).toBe(before);
    });

    it('EXAMPLE: the audit log is whole and shows the replay without an outcome', async () => {
      const verdict = await cli.call('audit.verify', {});
      expect(verdict).toMatchObject({ brokenAt: null });
      const page = {
        cursor: null,
        limit: 50,
        person: null,
        procedure: 'replay.start',
        target: null,
        from: null,
        to: null,
      };
      const { items } = await cli.call('audit.list', page);
      expect(items.map((entry) => entry.outcome)).toEqual(['pending']);
    });
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('What was waited for did not happen.');
}
