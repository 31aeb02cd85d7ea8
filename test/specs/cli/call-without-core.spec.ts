import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import { type Cli, createCli } from '../cli.ts';
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
    const failure = await seeFailure(cli, controlId);
    await first.stop();

    const { replay } = await startedBy(cli, failure);
    const endedAt = Date.now();
    expect(replay.state).toBe('accepted');

    const { replay: after } = await cli.call('replay.get', { replayId: replay.replayId });
    expect(after.state).toBe('confirmed-by-receiver');
    expect(after.settledAt).toBeLessThanOrEqual(endedAt);
    expect(await takenByReceiver(engine, controlId)).toBe(1);
  });
});

/** A core that has just started knows less or more than the one that planned: what it adds is seen first, as by a person. */
async function startedBy(cli: Cli, failure: Failure, attempts = 3): Promise<{ replay: Replay }> {
  const order = await plan(cli, failure);
  const reply = await cli.reply('replay.start', orderInput(order));
  if (reply.ok) return reply.value;
  if (reply.error.messageKey !== 'replay.refused.unseenHazard' || attempts <= 1) throw new Error(reply.error.message);
  return startedBy(cli, failure, attempts - 1);
}
