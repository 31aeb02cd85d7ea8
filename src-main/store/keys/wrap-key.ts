import { randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OsKeyStore } from '../../platform/ports.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import type { KeySlot } from './key-slot.ts';
import { seal, unseal } from './seal.ts';

/** What this process can unwrap slots with. `keyFileDir`: the user's configuration folder, never the data folder. */
export type Keyring = { osKeyStore: OsKeyStore | null; keyFileDir: string; passphrase: string | null };

const scryptCost = 2 ** 17;
const context = 'vaktbord/data-key';

/** A key store that keeps its own key in plain text, or does not say how it keeps it, protects nothing. */
export function isTrustworthy(osKeyStore: OsKeyStore | null): osKeyStore is OsKeyStore {
  return osKeyStore !== null && osKeyStore.backend !== 'basic_text' && osKeyStore.backend !== 'unknown';
}

/** The slot for one kind. A key file is made on the way when there is none for this folder. */
export function wrapForOs(dataKey: Uint8Array, osKeyStore: OsKeyStore, createdAt: number): KeySlot {
  return { kind: 'os', createdAt, backend: osKeyStore.backend, wrapped: encode(osKeyStore.wrap(dataKey)) };
}

export function wrapForKeyFile(dataKey: Uint8Array, keyFile: string, createdAt: number): KeySlot {
  if (!existsSync(keyFile)) {
    mkdirSync(join(keyFile, '..'), { recursive: true, mode: 0o700 });
    writeAtomically(keyFile, `${randomBytes(32).toString('hex')}\n`, 0o600);
  }
  chmodSync(keyFile, 0o600);
  return { kind: 'key-file', createdAt, wrapped: encode(seal(readKeyFile(keyFile), dataKey, context)) };
}

export function wrapForPassphrase(dataKey: Uint8Array, passphrase: string, createdAt: number): KeySlot {
  const salt = randomBytes(16);
  const sealed = seal(stretch(passphrase, salt, scryptCost), dataKey, context);
  return { kind: 'passphrase', createdAt, wrapped: encode(sealed), salt: encode(salt), cost: scryptCost };
}

/** The data key; null when this process holds nothing that opens the slot. */
export function unwrapSlot(slot: KeySlot, folderId: string, keyring: Keyring): Uint8Array | null {
  const sealed = Buffer.from(slot.wrapped, 'base64');
  switch (slot.kind) {
    case 'os':
      return unwrapWithOs(sealed, keyring.osKeyStore);
    case 'key-file': {
      const path = keyFilePath(keyring.keyFileDir, folderId);
      return existsSync(path) ? unseal(readKeyFile(path), sealed, context) : null;
    }
    case 'passphrase':
      if (keyring.passphrase === null) return null;
      return unseal(stretch(keyring.passphrase, Buffer.from(slot.salt, 'base64'), slot.cost), sealed, context);
    default:
      return slot satisfies never;
  }
}

export function keyFilePath(keyFileDir: string, folderId: string): string {
  return join(keyFileDir, `${folderId}.key`);
}

function unwrapWithOs(sealed: Uint8Array, osKeyStore: OsKeyStore | null): Uint8Array | null {
  if (!isTrustworthy(osKeyStore)) return null;
  try {
    return osKeyStore.unwrap(sealed);
  } catch {
    return null; // another user or machine: the next slot is tried, and the caller says when none opens
  }
}

/** A file of another length gives a key of another length, which opens nothing: hashing is not needed. */
function readKeyFile(path: string): Uint8Array {
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  return key.length === 32 ? key : Buffer.alloc(32);
}

function stretch(passphrase: string, salt: Uint8Array, cost: number): Uint8Array {
  return scryptSync(passphrase.normalize('NFC'), salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 });
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
