import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OsKeyStore } from '../../platform/ports.ts';
import { addSlot, openFolderKey } from './data-key.ts';
import { seal, unseal } from './seal.ts';
import { createSecretsFile } from './secrets-file.ts';
import type { Keyring } from './wrap-key.ts';

let folder = '';
let data = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-keys-'));
  data = join(folder, 'data');
  mkdirSync(data);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A key store that turns every bit over; `broken` one belongs to another user. */
function osKeyStore(backend: string, isBroken = false): OsKeyStore {
  const turn = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
  const unwrap = (bytes: Uint8Array) => {
    if (isBroken) throw new TypeError('not yours');
    return turn(bytes);
  };
  return { backend, wrap: turn, unwrap };
}

function keyring(overrides: Partial<Keyring> = {}): Keyring {
  return { osKeyStore: null, keyFileDir: join(folder, 'config'), passphrase: null, ...overrides };
}

const kinds = (ring: Keyring) => openFolderKey(data, ring, 1).slots.map(({ kind }) => kind);

describe('the data key of a folder', () => {
  it('is wrapped for a key file that only its owner can read when there is no key store', () => {
    expect(kinds(keyring())).toEqual(['key-file']);
    const [name = ''] = readdirSync(join(folder, 'config'));
    expect(statSync(join(folder, 'config', name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(data)).toEqual(['keys.json']);
  });

  it('is wrapped by the key store where there is one worth the name', () => {
    expect(kinds(keyring({ osKeyStore: osKeyStore('gnome_libsecret') }))).toEqual(['os']);
  });

  it.each(['basic_text', 'unknown'])('is not entrusted to a key store with the backend %s', (backend) => {
    expect(kinds(keyring({ osKeyStore: osKeyStore(backend) }))).toEqual(['key-file']);
  });

  it('is the same by any slot', () => {
    const os = keyring({ osKeyStore: osKeyStore('kwallet6') });
    const first = openFolderKey(data, os, 1);
    const second = addSlot(data, first, {
      kind: 'passphrase',
      keyring: keyring({ passphrase: 'blåbærsyltetøy' }),
      now: 2,
    });
    addSlot(data, second, { kind: 'key-file', keyring: keyring(), now: 3 });
    const byPassphrase = openFolderKey(
      data,
      { ...keyring({ passphrase: 'blåbærsyltetøy' }), keyFileDir: join(folder, 'none') },
      4,
    );
    expect(byPassphrase.dataKey).toEqual(first.dataKey);
    expect(openFolderKey(data, keyring(), 4).dataKey).toEqual(first.dataKey);
    expect(openFolderKey(data, os, 4).slots.map(({ kind, createdAt }) => [kind, createdAt])).toEqual([
      ['os', 1],
      ['passphrase', 2],
      ['key-file', 3],
    ]);
  });

  it('is not given for a wrong passphrase, another user or an untrustworthy key store', () => {
    const first = openFolderKey(data, keyring({ osKeyStore: osKeyStore('kwallet6') }), 1);
    addSlot(data, first, { kind: 'passphrase', keyring: keyring({ passphrase: 'right one' }), now: 2 });
    const refusal = expect.objectContaining({ code: 'STORE_UNAVAILABLE' });
    expect(() => openFolderKey(data, keyring({ passphrase: 'wrong one' }), 3)).toThrow(refusal);
    expect(() => openFolderKey(data, keyring({ osKeyStore: osKeyStore('kwallet6', true) }), 3)).toThrow(refusal);
    expect(() => openFolderKey(data, keyring({ osKeyStore: osKeyStore('basic_text') }), 3)).toThrow(refusal);
  });

  it('gets no slot from a key store that protects nothing', () => {
    const first = openFolderKey(data, keyring(), 1);
    const untrustworthy = keyring({ osKeyStore: osKeyStore('basic_text') });
    expect(() => addSlot(data, first, { kind: 'os', keyring: untrustworthy, now: 2 })).toThrow(/protects nothing/);
    expect(kinds(keyring())).toEqual(['key-file']);
  });
});

describe('a sealed value', () => {
  const key = new Uint8Array(32).fill(1);
  const sealed = seal(key, Buffer.from('secret'), 'a');

  it('opens with its key and context only', () => {
    expect(Buffer.from(unseal(key, sealed, 'a') ?? []).toString()).toBe('secret');
    expect(unseal(key, sealed, 'b')).toBeNull();
    expect(unseal(new Uint8Array(32), sealed, 'a')).toBeNull();
  });

  it('opens no more with any byte changed or cut off', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal(key, changed, 'a')).toBeNull();
    }
    expect(unseal(key, sealed.subarray(0, 10), 'a')).toBeNull();
  });
});

describe('the secrets file', () => {
  const open = () => createSecretsFile(join(data, 'secrets.enc'), new Uint8Array(32).fill(2));

  it('keeps every connection when many are written at once', async () => {
    const secrets = open();
    await Promise.all(Array.from({ length: 20 }, (_, index) => secrets.write(`c${index}`, { password: `p${index}` })));
    expect(await open().read('c0')).toEqual({ password: 'p0' });
    expect(await open().read('c19')).toEqual({ password: 'p19' });
    expect(readFileSync(join(data, 'secrets.enc'), 'latin1')).not.toContain('password');
  });

  it('forgets a connection and knows none that it never saw', async () => {
    const secrets = open();
    await secrets.write('c1', { password: 'x' });
    await secrets.write('c1', null);
    expect(await secrets.read('c1')).toBeNull();
    expect(await secrets.read('__proto__')).toBeNull();
  });

  it('goes on after a write that failed', async () => {
    const secrets = createSecretsFile(join(data, 'later', 'secrets.enc'), new Uint8Array(32));
    await expect(secrets.write('c1', { password: 'x' })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    mkdirSync(join(data, 'later'));
    await secrets.write('c1', { password: 'y' });
    expect(await secrets.read('c1')).toEqual({ password: 'y' });
  });

  it('leaves no temporary file behind', async () => {
    writeFileSync(join(data, 'other'), '');
    await open().write('c1', { password: 'x' });
    expect(readdirSync(data).sort()).toEqual(['other', 'secrets.enc']);
  });
});
