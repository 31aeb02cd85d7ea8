import type { SafeStorage } from 'electron';
import type { OsKeyStore } from '../platform/ports.ts';

/** Backends that keep the key in a file anyone of this user can read, or that do not say what they are. */
const worthless = ['basic_text', 'unknown'];

/**
 * The operating system's key store.
 * @returns null where there is none or it protects nothing; then the key file is used
 */
export function openOsKeyStore(
  safeStorage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >,
  platform: NodeJS.Platform,
): OsKeyStore | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platformBackends[platform];
  if (!backend || worthless.includes(backend)) return null;
  return {
    backend,
    // safeStorage takes text only.
    wrap: (plain) => new Uint8Array(safeStorage.encryptString(Buffer.from(plain).toString('base64'))),
    unwrap: (wrapped) => new Uint8Array(Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64')),
  };
}

const platformBackends: Partial<Record<NodeJS.Platform, string>> = { win32: 'dpapi', darwin: 'keychain' };
