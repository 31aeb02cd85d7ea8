import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ScriptedEngine } from '../../../test/fakes/scripted-engine.ts';
import { anEngineFailure } from '../../../test/fakes/scripted-engine.ts';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { aRequestId, openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';

let test: TestApp;
let engine: ScriptedEngine;
let connectionId: string;

/** An engine with two channels, polled once. */
beforeEach(async () => {
  test = await openTestApp({
    script: { channels: [aSnapshot(), aSnapshot({ channelId: 'lab', name: 'Laboratory' })] },
  });
  const polled = test.nextEvent('monitor.polled');
  engine = await test.saveConnection();
  connectionId = engine.connection.connectionId;
  await polled;
});
afterEach(() => test.remove());

/** Lets time pass until the engine was asked again. */
async function nextPoll(afterMs = 5000): Promise<void> {
  await test.atRest();
  const polled = test.nextEvent('monitor.polled');
  test.clock.advance(afterMs);
  await polled;
}
const overview = () => test.must('monitor.overview', {});
const brakeOf = (action: 'start' | 'stop' | 'pause' | 'resume', connector: string | null = null) => ({
  connectionId,
  channelId: 'adt',
  connectorId: connector,
  action,
});
const brake = (action: 'start' | 'stop' | 'pause' | 'resume') =>
  test.call('monitor.brake', { ...brakeOf(action), requestId: aRequestId(), reason: 'receiver is down' });

describe('monitor.overview', () => {
  it('shows every channel with its figures, the engine with its load, and since when it watches', async () => {
    await test.atRest();
    const { channels, health, totals, watchedSince, gap } = await overview();
    expect(channels.map(({ name }) => name)).toEqual(['ADT to laboratory', 'Laboratory']);
    expect(channels[0]).toMatchObject({ connectionId, severity: 'fine', receivedPerMinute: null, isStale: false });
    expect(channels[0]?.sparkline).toHaveLength(60);
    expect(health).toMatchObject([{ connectionId, cpuShare: 0.1, heapShare: 0.5 }]);
    expect(totals).toEqual({ failures: 0, urgent: 0, queued: 0, channelsNeedingAction: 0 });
    expect(watchedSince).toBeLessThanOrEqual(test.clock.now());
    expect(gap).toBeNull();
  });

  it('counts what moved between two polls, and puts the channel that needs a person first', async () => {
    engine.script.channels = [
      aSnapshot({ counters: { received: 10, sent: 9 } }),
      aSnapshot({ channelId: 'lab', name: 'Laboratory', counters: { received: 3, errored: 1 } }),
    ];
    await nextPoll();
    const { channels, totals } = await overview();
    expect(channels.map(({ name, severity }) => [name, severity])).toEqual([
      ['Laboratory', 'critical'],
      ['ADT to laboratory', 'fine'],
    ]);
    expect(channels[1]).toMatchObject({ receivedPerMinute: 120, sentPerMinute: 108, lastReceivedAt: test.clock.now() });
    expect(totals.channelsNeedingAction).toBe(1);
  });

  it('shows a failure as soon as its counter moved', async () => {
    const failure = anEngineFailure({ connectionId, failedAt: test.clock.now(), receivedAt: test.clock.now() });
    engine.script.failed.set('adt', [failure]);
    engine.script.channels = [aSnapshot({ counters: { errored: 1 } })];
    const changed = test.nextEvent('failures.changed');
    await nextPoll();
    expect(await changed).toMatchObject({ payload: { connectionId, added: 1, resolved: 0 } });
    expect(await overview()).toMatchObject({ totals: { failures: 1 }, channels: [{ openFailures: 1 }] });
  });

  it('keeps the figures of an engine that is gone, and calls them stale after three missed polls', async () => {
    engine.script.snapshotError = new AppError('ENGINE_UNREACHABLE', 'Connection refused.');
    await nextPoll();
    expect((await overview()).channels[0]?.isStale).toBe(false);
    engine.script.state = 'down';
    for (let missed = 0; missed < 3; missed += 1) await nextPoll();
    expect((await overview()).channels[0]).toMatchObject({
      isStale: true,
      severity: 'critical',
      why: [{ key: 'overview.why.engineDown' }],
    });
  });

  it('drops a channel that was removed', async () => {
    engine.script.channels = [aSnapshot()];
    await nextPoll();
    expect((await overview()).channels).toHaveLength(1);
  });

  it('shows no engine of another environment', async () => {
    const polled = test.nextEvent('monitor.polled');
    await test.saveConnection({ environment: 'PRODUCTION' });
    await polled;
    const { channels } = await overview();
    expect(new Set(channels.map((channel) => channel.connectionId)).has(connectionId)).toBe(false);
  });

  it('says when nobody watched, as after a sleep of the machine', async () => {
    await test.atRest();
    const from = test.clock.now();
    // The clock jumps while no timer runs; those that fell due run afterwards.
    test.clock.now = () => from + 500_000;
    test.clock.advance(10_000);
    expect((await overview()).gap).toEqual({ from, to: from + 500_000 });
  });
});

describe('polling', () => {
  it('asks every 5 s, and every 2 s while a page is open', async () => {
    const before = engine.snapshots();
    await nextPoll(5000);
    expect(engine.snapshots()).toBe(before + 1);
    const { until } = await test.must('monitor.keepFresh', {});
    expect(until).toBe(test.clock.now() + 10_000);
    await nextPoll(2000);
    expect(engine.snapshots()).toBe(before + 2);
  });

  it('keeps its figures fresh when the slow poll fails', async () => {
    await test.atRest();
    engine.script.refreshSlow = () => Promise.reject(new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    for (let polls = 0; polls < 8; polls += 1) await nextPoll();
    expect((await overview()).channels[0]?.isStale).toBe(false);
    expect(test.logLines.join('')).toContain('a slow poll was missed');
  });

  it('goes on with its figures while the slow poll hangs, asks it once at a time and ends it with the engine', async () => {
    await test.atRest();
    let asked = 0;
    let isEnded = false;
    engine.script.refreshSlow = (signal) => {
      asked += 1;
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          isEnded = true;
          resolve(null);
        });
      });
    };
    const before = engine.snapshots();
    for (let polls = 0; polls < 15; polls += 1) await nextPoll();
    expect(engine.snapshots()).toBe(before + 15);
    expect((await overview()).channels[0]?.isStale).toBe(false);
    expect(asked).toBe(1);
    await test.must('connections.remove', { connectionId });
    expect(isEnded).toBe(true);
  });

  it('ends with its engine', async () => {
    await test.must('connections.remove', { connectionId });
    const before = engine.snapshots();
    test.clock.advance(60_000);
    await overview();
    expect(engine.snapshots()).toBe(before);
  });
});

describe('monitor.series', () => {
  it('has a point every 10 s, null where nobody watched', async () => {
    engine.script.channels = [aSnapshot({ counters: { received: 4, filtered: 1 } })];
    await nextPoll();
    const { points } = await test.must('monitor.series', { connectionId, channelId: 'adt', range: '15m' });
    expect(points).toHaveLength(90);
    expect(points[0]).toMatchObject({ coverage: 0, received: null, queued: null });
    expect(points.at(-1)).toMatchObject({ coverage: 1, received: 4, filtered: 1, queued: 0 });
  });

  it.each(['1h', '6h', '24h', '7d', '30d', '90d'] as const)('counts the same over %s', async (range) => {
    engine.script.channels = [aSnapshot({ counters: { received: 4 } })];
    await nextPoll();
    const { points } = await test.must('monitor.series', { connectionId, channelId: 'adt', range });
    expect(points.filter(({ received }) => received !== null)).toMatchObject([{ received: 4, queued: 0 }]);
  });
});

describe('the brake', () => {
  it('acts and reads the state back', async () => {
    expect(await brake('stop')).toEqual({ ok: true, value: { stateAfter: 'stopped', reached: true } });
    expect(await brake('resume')).toEqual({ ok: true, value: { stateAfter: 'started', reached: true } });
  });

  it('says that a state was not reached when the engine shows another', async () => {
    engine.script.act = () => undefined;
    expect(await brake('stop')).toEqual({ ok: true, value: { stateAfter: 'started', reached: false } });
  });

  it('does not know the state when it cannot be read back, but has acted', async () => {
    engine.script.act = () => {
      engine.script.snapshotError = new AppError('ENGINE_UNREACHABLE', 'Connection refused.');
    };
    expect(await brake('stop')).toEqual({ ok: true, value: { stateAfter: 'unknown', reached: false } });
  });

  it('says beforehand what the engine will not do, and then does not try', async () => {
    engine.script.obstacleKey = 'engine.cannot.connectorPause';
    expect(await test.must('monitor.brakeObstacle', brakeOf('pause', '1'))).toEqual({
      reasonKey: 'engine.cannot.connectorPause',
    });
    let hasActed = false;
    engine.script.act = () => {
      hasActed = true;
    };
    expect(await brake('pause')).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN', messageKey: 'engine.cannot.connectorPause' },
    });
    expect(hasActed).toBe(false);
  });

  it('is refused on a connection that is read-only', async () => {
    engine = await test.saveConnection({ readOnly: true });
    connectionId = engine.connection.connectionId;
    expect(await brake('stop')).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(await test.must('monitor.brakeObstacle', brakeOf('stop'))).toEqual({ reasonKey: 'engine.cannot.readOnly' });
  });

  it('tells an answer that was lost from an act that failed', async () => {
    engine.script.act = () => {
      throw new AppError('OUTCOME_UNKNOWN', 'The answer was lost.');
    };
    expect(await brake('stop')).toMatchObject({ ok: false, error: { code: 'OUTCOME_UNKNOWN', retryable: false } });
  });

  it('is in the audit log with person, reason and outcome', async () => {
    await brake('stop');
    const page = {
      cursor: null,
      limit: 1,
      person: null,
      procedure: 'monitor.brake',
      target: null,
      from: null,
      to: null,
    };
    expect((await test.must('audit.list', page)).items[0]).toMatchObject({
      person: 'Kari Vakt',
      reason: 'receiver is down',
      target: `${connectionId}/adt`,
      summary: 'stop: stopped',
      outcome: 'ok',
    });
  });

  it('is for operators', async () => {
    const liaison = await test.personWith(['liaison']);
    const input = { ...brakeOf('stop'), requestId: aRequestId(), reason: 'receiver is down' };
    expect(await test.call('monitor.brake', input, liaison)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });
});
