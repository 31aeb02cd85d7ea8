import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { anAccount } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';

let temporary: TemporaryStore;

beforeEach(async () => {
  temporary = await openTemporaryStore(createManualClock());
});

afterEach(() => temporary.remove());

const connection: Connection = {
  connectionId: 'c1',
  engineKind: 'mirth',
  name: 'Helse',
  environment: 'TEST',
  url: 'https://engine.example.invalid:8443',
  username: 'vakt',
  certificateFingerprint: null,
  ownCaPem: null,
  clientCertificatePem: null,
  readOnly: false,
  pollIntervalMs: 5000,
  colour: 'teal',
  enabled: true,
  mllp: null,
};

describe('accounts', () => {
  it('makes one first account when two are made at once', async () => {
    const { accounts } = temporary.store.journal;
    const pair = [anAccount(), anAccount({ accountId: 'account-2', name: 'Ola Drift' })];
    expect((await Promise.all(pair.map((account) => accounts.insert(account, true)))).sort()).toEqual([false, true]);
    expect(await accounts.list()).toHaveLength(1);
  });

  it('refuses a name that is taken, whatever its case', async () => {
    const { accounts } = temporary.store.journal;
    await accounts.insert(anAccount(), false);
    const same = accounts.insert(anAccount({ accountId: 'account-2', name: 'kari VAKT' }), false);
    await expect(same).rejects.toMatchObject({ code: 'CONFLICT' });
    await accounts.update(anAccount({ disabled: true, lastSignInAt: 9 }));
    expect(await accounts.list()).toEqual([anAccount({ disabled: true, lastSignInAt: 9 })]);
    await expect(accounts.update(anAccount({ accountId: 'none', name: 'X Y' }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('requests, connections and settings', () => {
  it('remembers the first reply of a request', async () => {
    const { requests } = temporary.store.journal;
    expect(await requests.find('r1')).toBeNull();
    await requests.remember('r1', 'replay.start', '{"ok":true}');
    await requests.remember('r1', 'replay.start', '{"ok":false}');
    expect(await requests.find('r1')).toEqual({ procedure: 'replay.start', reply: '{"ok":true}' });
  });

  it('keeps connections whole', async () => {
    const { connections } = temporary.store.journal;
    await connections.put({ ...connection, name: 'Old' });
    await connections.put(connection);
    expect(await connections.list()).toEqual([connection]);
    await connections.remove('c1');
    expect(await connections.list()).toEqual([]);
  });

  it('keeps settings per scope', async () => {
    const { settings } = temporary.store.journal;
    await settings.put('installation', 'theme', '"dark"');
    await settings.put('account-1', 'theme', '"light"');
    expect(await settings.get('installation', 'theme')).toBe('"dark"');
    expect(await settings.get('account-2', 'theme')).toBeNull();
  });
});

describe('the history', () => {
  it('adds up the deltas of a minute and keeps the last level', async () => {
    const { history } = temporary.store;
    const sample = {
      connectionId: 'c1',
      channelId: 'a',
      at: 60_000,
      received: 1,
      sent: 0,
      errored: 0,
      filtered: 0,
      queued: 5,
    };
    await history.append([sample, { ...sample, at: 70_000, received: 2, queued: 3 }]);
    await history.append([{ ...sample, at: 190_000, received: 0, sent: 4 }]);
    const query = { connectionIds: ['c1'], channelId: 'a', from: 0, to: 400_000 };
    expect(await history.perMinute(query)).toMatchObject([
      { minuteAt: 60_000, received: 3, sent: 0, queued: 3 },
      { minuteAt: 180_000, received: 0, sent: 4, queued: 5 },
    ]);
    expect(await history.perMinute({ ...query, connectionIds: ['other'] })).toEqual([]);
    expect(await history.lastActivity(['c1'])).toEqual([
      { connectionId: 'c1', channelId: 'a', lastReceivedAt: 70_000, lastSentAt: 190_000 },
    ]);
  });

  it('adds a channel up into coarser steps, with the highest level and the minutes watched', async () => {
    const { history } = temporary.store;
    const sample = {
      connectionId: 'c1',
      channelId: 'a',
      at: 0,
      received: 1,
      sent: 1,
      errored: 0,
      filtered: 2,
      queued: 5,
    };
    await history.append([sample, { ...sample, at: 20_000, queued: 9 }, { ...sample, at: 60_000, queued: 1 }]);
    await history.append([
      { ...sample, channelId: 'b' },
      { ...sample, at: 900_000 },
    ]);
    const query = { connectionId: 'c1', channelId: 'a', from: 0, upTo: 7_200_000 };
    const first = { at: 0, received: 3, sent: 3, errored: 0, filtered: 6, queued: 9, watchedMinutes: 2 };
    const second = { at: 900_000, received: 1, sent: 1, errored: 0, filtered: 2, queued: 5, watchedMinutes: 1 };
    expect(await history.points({ ...query, stepMs: 900_000, pointMs: 900_000 })).toEqual([first, second]);
    const hour = { ...first, received: 4, sent: 4, filtered: 8, watchedMinutes: 3 };
    expect(await history.points({ ...query, stepMs: 60_000, pointMs: 3_600_000 })).toEqual([hour]);
    expect(await history.points({ ...query, stepMs: 3_600_000, pointMs: 3_600_000 })).toEqual([hour]);
  });

  it('drops each step when it was kept long enough, so many rows at a time', async () => {
    const { history } = temporary.store;
    const sample = {
      connectionId: 'c1',
      channelId: 'a',
      at: 0,
      received: 1,
      sent: 0,
      errored: 0,
      filtered: 0,
      queued: 0,
    };
    await history.append([sample, { ...sample, at: 60_000 }, { ...sample, at: 120_000 }]);
    const after15Days = 15 * 86_400_000;
    expect(await history.trim(after15Days, 2)).toBe(true);
    expect(await history.perMinute({ connectionIds: ['c1'], channelId: 'a', from: 0, to: 200_000 })).toHaveLength(1);
    expect(await history.trim(after15Days, 2)).toBe(false);
    const query = { connectionId: 'c1', channelId: 'a', from: 0, upTo: 200_000 };
    expect(await history.points({ ...query, stepMs: 60_000, pointMs: 60_000 })).toEqual([]);
    expect(await history.points({ ...query, stepMs: 900_000, pointMs: 900_000 })).toMatchObject([{ received: 3 }]);
  });

  it('knows the run before this one', async () => {
    const { history } = temporary.store;
    expect(await history.previousRun('run-1')).toBeNull();
    await history.heartbeat('run-1', 100);
    await history.heartbeat('run-1', 900);
    await history.heartbeat('run-2', 5000);
    expect(await history.previousRun('run-2')).toEqual({ from: 100, to: 900 });
  });
});
