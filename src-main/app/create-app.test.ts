import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushedEvent } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { createManualClock, type ManualClock } from '../../test/fakes/manual-clock.ts';
import { createScriptedEngine, type ScriptedEngine } from '../../test/fakes/scripted-engine.ts';
import { aSnapshot } from '../../test/fakes/snapshots.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../test/fakes/temporary-store.ts';
import { aSave, administratorName as name, administratorSecret as secret } from '../../test/fakes/test-app.ts';
import { type App, clientOf, createApp } from './create-app.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let engines: ScriptedEngine[];
let app: App;
let isAdapterBroken: boolean;
beforeEach(async () => {
  clock = createManualClock();
  isAdapterBroken = false;
  temporary = await openTemporaryStore(clock);
  app = await start();
});
afterEach(async () => {
  await app.close();
  await temporary.remove();
});

async function start(): Promise<App> {
  engines = [];
  return createApp({
    store: { ...temporary.store, close: async () => undefined },
    clock,
    logger: silentLogger,
    dataDir: 'data',
    notifications: { show: () => undefined },
    osUserName: 'kari',
    version: '1.0.0',
    practice: null,
    createEngine: (deps) => {
      if (isAdapterBroken) throw new AppError('BAD_INPUT', 'This connection is not complete.');
      const engine = createScriptedEngine(deps, { channels: [aSnapshot()] });
      engines.push(engine);
      return engine;
    },
  });
}
async function restart(): Promise<void> {
  await app.close();
  await temporary.reopen();
  app = await start();
}
async function tokenBy(procedure: 'accounts.createFirst' | 'accounts.signIn'): Promise<string> {
  const reply = await clientOf(app, 'cli').call(procedure, { name, secret }, null);
  if (!reply.ok) throw new TypeError(reply.error.message);
  return reply.value.sessionToken;
}

describe('createApp', () => {
  it('asks for a first account, suggesting the name of the system', async () => {
    expect(await clientOf(app, 'cli').call('accounts.session', {}, null)).toMatchObject({
      ok: true,
      value: { firstRun: true, suggestedName: 'kari', account: null },
    });
  });

  it('signs everybody out at a restart, and knows accounts and connections again', async () => {
    const token = await tokenBy('accounts.createFirst');
    await clientOf(app, 'cli').call('connections.save', aSave(), token);
    await restart();
    expect(await clientOf(app, 'cli').call('connections.list', {}, token)).toMatchObject({
      ok: false,
      error: { code: 'SIGNED_OUT' },
    });
    const again = await tokenBy('accounts.signIn');
    expect(await clientOf(app, 'cli').call('connections.list', {}, again)).toMatchObject({
      ok: true,
      value: { environment: 'TEST', items: [{ connection: { name: 'Integration' }, hasPassword: true }] },
    });
    expect(engines[0]?.deps.secrets.password).toBe('hemmelig');
  });

  it('gives the first outcome for the same request id also after a restart', async () => {
    const save = aSave();
    const first = await clientOf(app, 'cli').call('connections.save', save, await tokenBy('accounts.createFirst'));
    await restart();
    const second = await clientOf(app, 'cli').call('connections.save', save, await tokenBy('accounts.signIn'));
    expect(second).toEqual(first);
    expect(engines).toHaveLength(1);
  });

  it('opens with a saved connection that its adapter cannot use, and says so', async () => {
    const token = await tokenBy('accounts.createFirst');
    await clientOf(app, 'cli').call('connections.save', aSave(), token);
    isAdapterBroken = true;
    await restart();
    expect(await clientOf(app, 'cli').call('connections.list', {}, await tokenBy('accounts.signIn'))).toMatchObject({
      ok: true,
      value: { items: [{ state: { state: 'down', reasonKey: 'engine.reason.unusable' } }] },
    });
  });

  it('numbers its events without a gap, and disturbs nobody when a listener fails', async () => {
    const events: PushedEvent[] = [];
    app.onEvent(() => {
      throw new TypeError('This page is gone.');
    });
    const end = app.onEvent((event) => events.push(event));
    await tokenBy('accounts.createFirst');
    expect(events.length).toBeGreaterThan(1);
    const first = events[0]?.sequence ?? 0;
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => first + index));
    end();
    const told = events.length;
    await tokenBy('accounts.signIn');
    expect(events).toHaveLength(told);
  });

  it('ends a session on behalf of a shell, and says why', async () => {
    const token = await tokenBy('accounts.createFirst');
    const told: PushedEvent[] = [];
    app.onEvent((event) => told.push(event));
    expect(app.status()).toEqual({ busyReplays: 0, sessions: 1 });
    app.endSession(token, 'token-reused');
    app.endSession('no such token', 'ended');
    expect(app.status().sessions).toBe(0);
    expect(told).toMatchObject([{ name: 'accounts.sessionChanged', payload: { reason: 'token-reused' } }]);
  });

  it('leaves no engine open and no timer running when it closes', async () => {
    const token = await tokenBy('accounts.createFirst');
    await clientOf(app, 'cli').call('connections.save', aSave(), token);
    await app.close();
    expect(engines.map((engine) => engine.isClosed())).toEqual([true]);
    expect(clock.pendingCount()).toBe(0);
    app = await start();
  });
});
