import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPracticeEngine, aSave, openTestApp, type TestApp, unusableName } from '../../../test/fakes/test-app.ts';

let test: TestApp;
let practice: ReturnType<typeof aPracticeEngine>;
beforeEach(async () => {
  practice = aPracticeEngine();
  test = await openTestApp({ startPractice: () => Promise.resolve(practice) });
});
afterEach(() => test.remove());

const list = () => test.must('connections.list', {});
const secretsOf = (connectionId: string) => test.temporary.store.secrets.read(connectionId);

describe('connections without a saved one', () => {
  it('show the practice engine, pinned, and do not save it', async () => {
    const { environment, available, items } = await list();
    expect({ environment, available }).toEqual({ environment: 'PRACTICE', available: ['PRACTICE'] });
    expect(items).toMatchObject([
      {
        connection: { connectionId: 'practice', certificateFingerprint: practice.ready.certificateFingerprint },
        hasPassword: true,
      },
    ]);
    expect(test.engines[0]?.deps.secrets.password).toBe('admin');
    expect(await test.temporary.store.journal.connections.list()).toEqual([]);
  });
});

describe('connections.save', () => {
  it('starts the engine and stops the practice engine: they never share a list', async () => {
    const saved = await test.must('connections.save', aSave());
    expect(saved).toMatchObject({
      state: { state: 'up' },
      hasPassword: true,
      capabilities: { lifecycle: { can: true } },
    });
    expect(practice.stopped).toBe(1);
    expect(await list()).toMatchObject({
      environment: 'TEST',
      available: ['TEST'],
      items: [{ connection: { name: 'Integration' } }],
    });
    expect(await test.must('practice.status', {})).toMatchObject({ isRunning: false });
  });

  it('keeps the password out of the journal and out of the answer', async () => {
    const saved = await test.must('connections.save', aSave());
    expect(JSON.stringify(saved)).not.toContain('hemmelig');
    expect(JSON.stringify(await test.temporary.store.journal.connections.list())).not.toContain('hemmelig');
    expect(await secretsOf(saved.connection.connectionId)).toEqual({ password: 'hemmelig' });
  });

  it('restarts the engine on a change, keeping the password that is absent', async () => {
    const engine = await test.saveConnection();
    const { connectionId } = engine.connection;
    const change = { ...aSave({ connectionId, name: 'Renamed' }), secrets: {} };
    await test.must('connections.save', change);
    expect(engine.isClosed()).toBe(true);
    expect(test.engines.at(-1)?.deps).toMatchObject({
      connection: { name: 'Renamed' },
      secrets: { password: 'hemmelig' },
    });
  });

  it('removes a password that is null, and keeps the bytes of a client certificate', async () => {
    const { connectionId } = (await test.saveConnection()).connection;
    const clientPfx = Uint8Array.of(0, 255, 10);
    const secrets = { password: null, clientPfx };
    const saved = await test.must('connections.save', { ...aSave({ connectionId }), secrets });
    expect(saved).toMatchObject({ hasPassword: false, hasClientKey: true });
    expect(test.engines.at(-1)?.deps.secrets).toMatchObject({ password: null, clientPfx });
  });

  it('starts no engine for a connection that is switched off', async () => {
    const saved = await test.must('connections.save', aSave({ enabled: false }));
    expect(saved.state).toMatchObject({ state: 'down', reasonKey: 'engine.reason.switchedOff' });
    expect(test.engines).toHaveLength(1);
  });

  it('refuses PRACTICE, which belongs to the practice engine', async () => {
    const reply = await test.call('connections.save', aSave({ environment: 'PRACTICE' }));
    expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
    expect(practice.stopped).toBe(0);
  });

  it('refuses a change of a connection that was removed meanwhile', async () => {
    const reply = await test.call('connections.save', aSave({ connectionId: 'gone' }));
    expect(reply).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  it('is for administrators', async () => {
    const operator = await test.personWith(['operator']);
    expect(await test.call('connections.save', aSave(), operator)).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
  });
});

describe('a connection that its adapter cannot use', () => {
  it('is refused before anything is written or stopped', async () => {
    const engine = await test.saveConnection();
    const { connectionId } = engine.connection;
    const reply = await test.call('connections.save', aSave({ connectionId, name: unusableName }));
    expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
    expect(engine.isClosed()).toBe(false);
    expect((await list()).items).toMatchObject([{ connection: { name: 'Integration' } }]);
  });
});

describe('the environment shown', () => {
  it('is PRODUCTION where there is any, and another only when a person switches', async () => {
    await test.saveConnection({ environment: 'TEST', name: 'T' });
    await test.saveConnection({ environment: 'PRODUCTION', name: 'P' });
    expect(await list()).toMatchObject({ environment: 'PRODUCTION', available: ['PRODUCTION', 'TEST'] });
    await test.must('connections.switchEnvironment', { environment: 'TEST' });
    expect((await list()).items.map(({ connection }) => connection.name)).toEqual(['T']);
  });

  it('cannot be one without a connection', async () => {
    const reply = await test.call('connections.switchEnvironment', { environment: 'PRODUCTION' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });
});

describe('connections.remove', () => {
  it('ends the engine, forgets its secrets, and goes back to practice after the last', async () => {
    const engine = await test.saveConnection();
    const { connectionId } = engine.connection;
    await test.must('connections.remove', { connectionId });
    expect(engine.isClosed()).toBe(true);
    expect(await secretsOf(connectionId)).toBeNull();
    expect(await test.temporary.store.journal.connections.list()).toEqual([]);
    expect(await list()).toMatchObject({
      environment: 'PRACTICE',
      items: [{ connection: { connectionId: 'practice' } }],
    });
  });

  it('says so when there is nothing to remove', async () => {
    const reply = await test.call('connections.remove', { connectionId: 'practice' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });
});

describe('connections.check', () => {
  it('tries unsaved input with the stored password, and leaves nothing behind', async () => {
    const { connectionId } = (await test.saveConnection()).connection;
    const { connection } = aSave({ connectionId });
    const { steps } = await test.must('connections.check', { connection, secrets: {} });
    expect(steps).toMatchObject([{ step: 'name', outcome: 'ok' }]);
    const tried = test.engines.at(-1);
    expect(tried?.deps.secrets.password).toBe('hemmelig');
    expect(tried?.isClosed()).toBe(true);
  });
});

describe('a connection to a receiver', () => {
  const receiver = { engineKind: 'mllp', url: 'mllp://127.0.0.1:2575', username: '' } as const;
  const mllp = { connectionCount: 2, answerTimeoutMs: 30_000 };

  it('is saved with its settings', async () => {
    const saved = await test.must('connections.save', aSave({ ...receiver, mllp }));
    expect(saved.connection).toMatchObject({ engineKind: 'mllp', mllp });
    expect(await test.temporary.store.journal.connections.list()).toMatchObject([{ mllp }]);
  });

  it.each([true, false])('is refused in PRODUCTION, in use: %s', async (enabled) => {
    const save = aSave({ ...receiver, mllp, environment: 'PRODUCTION', enabled });
    const reply = await test.call('connections.save', save);
    expect(reply).toMatchObject({ ok: false, error: { messageKey: 'engine.cannot.mllpInProduction' } });
    expect(await test.temporary.store.journal.connections.list()).toEqual([]);
  });
});

describe('connections.readCertificate', () => {
  it('says that nothing answers there', async () => {
    const reply = await test.call('connections.readCertificate', { url: 'https://127.0.0.1:1' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'ENGINE_UNREACHABLE' } });
  });
});

describe('an engine that changes its state', () => {
  it('is told to every shell until it is stopped', async () => {
    const engine = await test.saveConnection();
    const { connectionId } = engine.connection;
    engine.script.state = 'down';
    engine.tellState();
    expect(test.events.at(-1)).toMatchObject({
      name: 'connections.stateChanged',
      payload: { connectionId, state: { state: 'down' } },
    });
    await test.must('connections.remove', { connectionId });
    const told = test.events.length;
    engine.tellState();
    expect(test.events).toHaveLength(told);
  });
});
