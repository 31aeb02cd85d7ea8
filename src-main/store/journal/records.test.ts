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
