import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { acceptanceOf } from '../../../src-shared/domain/replay.ts';
import { standardRunSettings } from '../../../src-shared/domain/replay-run.ts';
import { createCaller } from '../caller.ts';
import { type Cli, createCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { makeFolders, removeFolders } from '../folders.ts';
import { account } from '../main-path/actions.ts';
import { bloodGasResult, passThrough } from '../main-path/preconditions.ts';
import { connectTo, seeFailure, startEngine, takenByReceiver } from '../replay/engine-world.ts';
import { patience } from '../replay/quiet-desk.ts';

describe('FEATURE: a run that starts when the receiver is back', () => {
  const folders = makeFolders();
  let engine: PracticeEngineHandle;
  let core: CoreProcess;
  let cli: Cli;

  beforeAll(async () => {
    engine = await startEngine(folders.root);
    core = await startCore(folders, ['--no-practice']);
    await createCli(folders, null).call('accounts.createFirst', account);
    cli = createCaller(folders, account);
    await connectTo(engine, cli);
  }, 120_000);
  afterAll(async () => {
    await core?.stop();
    await engine?.stop();
    removeFolders(folders);
  });

  const receiverIs = (kind: 'up' | 'down') => engine.control.setReceiver(passThrough.receiverId, { kind }, patience());
  const arrives = (controlId: string) =>
    engine.control.inject({ channelId: passThrough.channelId, body: bloodGasResult(controlId) }, patience());
  const get = (runId: string) => cli.call('runs.get', { runId });
  const awaited = async (runId: string) => (await get(runId)).awaits?.places.map(({ why }) => why);

  it('EXAMPLE: it stands waiting over a restart, and goes when the receiver has taken something', async () => {
    await receiverIs('down');
    await arrives('BACK-1');
    const { failureId } = await seeFailure(cli, 'BACK-1');
    const scope = { kind: 'these', failureIds: [failureId] };
    const { run, sample } = await cli.call('runs.plan', { requestId: crypto.randomUUID(), scope });
    const { runId } = run;
    const acceptedHazards = sample.hazards.filter(({ outcome }) => outcome !== 'not-found').map(acceptanceOf);
    const settings = { ...standardRunSettings, acceptedHazards, whenBack: true };
    const start = { requestId: crypto.randomUUID(), runId, settings, reason: 'when the record is back' };

    const untested = { ...start, requestId: crypto.randomUUID(), settings: { ...settings, testCount: 0 } };
    expect(await cli.reply('runs.start', untested)).toMatchObject({
      error: { messageKey: 'run.refused.whenBack' },
    });
    expect((await cli.call('runs.start', start)).run.state).toBe('scheduled');
    await expect.poll(() => awaited(runId)).toEqual(['silent']);

    await core.stop();
    core = await startCore(folders, ['--no-practice']);
    cli = createCaller(folders, account);
    await expect.poll(() => awaited(runId)).toEqual(['silent']);
    expect(await takenByReceiver(engine, 'BACK-1')).toBe(0);

    await receiverIs('up');
    await arrives('BACK-2');
    await expect.poll(async () => (await get(runId)).run.state, { timeout: 40_000 }).toBe('finished');
    const { counts, steps, awaits } = await get(runId);
    expect(counts).toMatchObject({ sent: 1, waiting: 0 });
    expect(steps.map(({ state }) => state)).toEqual(['planned', 'scheduled', 'testing', 'running', 'finished']);
    expect(awaits).toBeNull();
    expect(await takenByReceiver(engine, 'BACK-1')).toBe(1);
  });
});
