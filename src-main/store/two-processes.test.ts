import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/fakes/manual-clock.ts';
import { aReplayRecord } from '../../test/fakes/store-records.ts';
import { silentLogger } from '../../test/fakes/temporary-store.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

const entry = fileURLToPath(new URL('../../test/fakes/store-child.ts', import.meta.url));
let folder = '';
const children: ChildProcess[] = [];
const stores: Store[] = [];

/** Resolves when the child has opened the folder. */
async function startChild(replayId: string, { bootId = 'boot-1', walk = '' } = {}): Promise<ChildProcess> {
  const folders = [join(folder, 'data'), join(folder, 'config')];
  const child = fork(entry, [...folders, replayId, bootId, walk], { execArgv: [] });
  children.push(child);
  const [message] = await once(child, 'message');
  expect(message).toEqual({ kind: 'opened' });
  return child;
}

async function claimIn(child: ChildProcess): Promise<string> {
  const answer = once(child, 'message');
  child.send('claim');
  const [message] = (await answer) as [{ outcome: string }];
  return message.outcome;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function open(): Promise<Store> {
  const deps = { dataDir: join(folder, 'data'), keyFileDir: join(folder, 'config'), logger: silentLogger };
  const store = await openStore({ ...deps, clock: createManualClock(), osKeyStore: null });
  stores.push(store);
  return store;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-processes-'));
});

afterEach(async () => {
  const running = children.splice(0).filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(running.map(kill));
  await Promise.all(stores.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('the journal of a killed process', () => {
  async function killedAfter(walk: string): Promise<Store> {
    const child = await startChild('replay-1', { walk });
    expect(await claimIn(child)).toBe('claimed');
    await kill(child);
    return open();
  }

  it('has the claim, which is planned again when nothing was sent', async () => {
    const store = await killedAfter('');
    expect(store.notices).toMatchObject([{ kind: 'unclean-stop' }]);
    expect((await store.journal.replays.get('replay-1'))?.state).toBe('claimed');
    expect(await store.journal.replays.recover('boot-1', 9)).toEqual({ unknown: [], planned: ['replay-1'] });
    expect((await store.journal.replays.get('replay-1'))?.state).toBe('planned');
    expect((await store.journal.replays.claim(aReplayRecord({ replayId: 'replay-2' }))).isNew).toBe(true);
  });

  it('has the intent, which is planned again while the machine stayed up', async () => {
    const store = await killedAfter('intent-journaled');
    expect(await store.journal.replays.recover('boot-1', 9)).toEqual({ unknown: [], planned: ['replay-1'] });
  });

  it('has the intent, which is unknown after another boot', async () => {
    const store = await killedAfter('intent-journaled');
    expect(await store.journal.replays.recover('boot-2', 9)).toEqual({ unknown: ['replay-1'], planned: [] });
  });

  it('has the plain write before the first byte, which is unknown and still holds the message', async () => {
    const store = await killedAfter('intent-journaled,in-air');
    expect(await store.journal.replays.recover('boot-1', 9)).toEqual({ unknown: ['replay-1'], planned: [] });
    expect((await store.journal.replays.get('replay-1'))?.state).toBe('unknown');
    await expect(store.journal.replays.claim(aReplayRecord({ replayId: 'replay-2' }))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('two processes on one folder', () => {
  it('give a message to one of them when both claim it at once', async () => {
    await (await open()).close();
    const pair = [await startChild('replay-1'), await startChild('replay-2')];
    const outcomes = await Promise.all(pair.map(claimIn));
    expect(outcomes.sort()).toEqual(['CONFLICT', 'claimed']);
  });
});
