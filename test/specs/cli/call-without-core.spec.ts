import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { createCli } from '../cli.ts';
import { startCore } from '../core-process.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account } from '../main-path/actions.ts';
import {
  connectTo,
  failOnce,
  orderInput,
  plan,
  seeFailure,
  startEngine,
  takenByReceiver,
} from '../replay/engine-world.ts';

const controlId = 'SPEC-NO-CORE';

describe('FEATURE: a call from the command line when no core runs', () => {
  let folders: Folders;
  let engine: PracticeEngineHandle;

  beforeAll(async () => {
    folders = makeFolders();
    engine = await startEngine(folders.root);
  });
  afterAll(async () => {
    await engine?.stop();
    removeFolders(folders);
  });

  it('RULE: the core it starts for itself stays until the replay it sent is confirmed', async () => {
    const first = await startCore(folders, ['--no-practice']);
    await createCli(folders, null).call('accounts.createFirst', account);
    const cli = createCli(folders, account);
    await connectTo(engine, cli);
    await failOnce(engine, controlId);
    const order = await plan(cli, await seeFailure(cli, controlId));
    await first.stop();

    const { replay } = await cli.call('replay.start', orderInput(order));
    const endedAt = Date.now();
    expect(replay.state).toBe('accepted');

    const { replay: after } = await cli.call('replay.get', { replayId: replay.replayId });
    expect(after.state).toBe('confirmed-by-receiver');
    expect(after.settledAt).toBeLessThanOrEqual(endedAt);
    expect(await takenByReceiver(engine, controlId)).toBe(1);
  });
});
