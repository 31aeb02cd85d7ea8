import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { createCaller } from '../caller.ts';
import { type Cli, createCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account } from '../main-path/actions.ts';
import { connectTo, failOnce, orderInput, plan, seeFailure, startEngine, takenByReceiver } from './engine-world.ts';
import { measureWindow, openDesk as openAdapter } from './residual-window.ts';

type Desk = { folders: Folders; core: CoreProcess; cli: Cli };

async function openDesk(engine: PracticeEngineHandle, name: string): Promise<Desk> {
  const folders = makeFolders();
  const core = await startCore(folders, ['--no-practice']);
  const person = { name, secret: account.secret };
  await createCli(folders, null).call('accounts.createFirst', person);
  const cli = createCaller(folders, person);
  await connectTo(engine, cli);
  return { folders, core, cli };
}

describe('FEATURE: two consoles with separate journals on one engine', () => {
  const engineFolders = makeFolders();
  let engine: PracticeEngineHandle;
  let desks: [Desk, Desk];

  beforeAll(async () => {
    engine = await startEngine(engineFolders.root);
    desks = [await openDesk(engine, 'Kari Første'), await openDesk(engine, 'Ola Andre')];
  });
  afterAll(async () => {
    for (const desk of desks ?? []) {
      await desk.core.stop();
      removeFolders(desk.folders);
    }
    await engine?.stop();
    removeFolders(engineFolders);
  });

  describe('RULE: a message that someone else has replayed is left out, with who and when', () => {
    it('EXAMPLE: both planned it, one sends, the other is told who was first', async () => {
      const controlId = 'SPEC-TWO-DESKS';
      await failOnce(engine, controlId);
      const [first, second] = await Promise.all(
        desks.map(async (desk) => ({ desk, order: await plan(desk.cli, await seeFailure(desk.cli, controlId)) })),
      );
      const sent = await first!.desk.cli.reply('replay.start', orderInput(first!.order));
      const refused = await second!.desk.cli.reply('replay.start', orderInput(second!.order));
      expect(sent.ok).toBe(true);
      expect(refused).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
      expect(JSON.stringify(refused)).toContain('Kari Første');
      expect(await takenByReceiver(engine, controlId)).toBe(1);
    });

    it('EXAMPLE: how long they can overlook each other is measured and printed', async () => {
      const adapter = openAdapter(engine);
      const windowMs = await measureWindow(engine, adapter, 'SPEC-WINDOW').finally(() => adapter.close());
      console.log(`residual window: ${windowMs.toFixed(1)} ms from "no copies" to our copy being listed by the engine`);
      expect(windowMs).toBeGreaterThan(0);
      expect(await takenByReceiver(engine, 'SPEC-WINDOW')).toBe(1);
    });
  });
});
