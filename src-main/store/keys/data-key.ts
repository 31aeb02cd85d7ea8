import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeAtomically } from '../files/atomic-write.ts';
import { dataPath } from '../files/data-paths.ts';
import { storeError } from '../sqlite/store-error.ts';
import { type KeySlot, type KeysFile, keysFile } from './key-slot.ts';
import {
  isTrustworthy,
  type Keyring,
  keyFilePath,
  unwrapSlot,
  wrapForKeyFile,
  wrapForOs,
  wrapForPassphrase,
} from './wrap-key.ts';

/** An opened folder: its data key and the slots that lead to it. */
export type FolderKey = { dataKey: Uint8Array; folderId: string; slots: KeySlot[] };

/**
 * Opens the folder's data key with any slot, or makes key and slots on first run: OS slot where the OS keeps keys well,
 * else a key file; a passphrase slot besides when one is given.
 * @throws AppError STORE_UNAVAILABLE when keys.json is missing beside data, is damaged, or no slot opens
 */
export function openFolderKey(dataDir: string, keyring: Keyring, now: number): FolderKey {
  const path = dataPath(dataDir, 'keys');
  if (existsSync(path)) return unlock(readKeysFile(path), keyring);
  if (existsSync(dataPath(dataDir, 'journal'))) {
    throw storeError('no-key', {
      message:
        'keys.json is missing from the data folder, so its databases cannot be opened. Put the file back, or restore a backup into a new folder with "cli restore".',
    });
  }
  return makeFolderKey(path, keyring, now);
}

/** Adds or renews one slot. @throws AppError STORE_UNAVAILABLE when the OS key store protects nothing */
export function addSlot(
  dataDir: string,
  folder: FolderKey,
  addition: { kind: KeySlot['kind']; keyring: Keyring; now: number },
): FolderKey {
  const slot = makeSlot(folder, addition);
  const slots = [...folder.slots.filter(({ kind }) => kind !== slot.kind), slot];
  writeKeysFile(dataPath(dataDir, 'keys'), { version: 1, folderId: folder.folderId, slots });
  return { ...folder, slots };
}

/** @throws AppError STORE_UNAVAILABLE when keys.json cannot be read as such */
export function readKeysFile(path: string): KeysFile {
  try {
    return keysFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw storeError('no-key', {
      cause,
      message: 'keys.json is damaged. Restore a backup into a new folder with "cli restore".',
    });
  }
}

/** @throws AppError STORE_UNAVAILABLE when no slot opens */
export function unlock(file: KeysFile, keyring: Keyring): FolderKey {
  for (const slot of file.slots) {
    const dataKey = unwrapSlot(slot, file.folderId, keyring);
    if (dataKey?.length === 32) return { dataKey, folderId: file.folderId, slots: file.slots };
  }
  const kinds = file.slots.map(({ kind }) => kind).join(', ');
  throw storeError('no-key', {
    message: `None of the keys on this machine opens the data folder (it has: ${kinds}). Start as the user who made it, put the key file back, or give the passphrase.`,
  });
}

function makeFolderKey(path: string, keyring: Keyring, now: number): FolderKey {
  const folder: FolderKey = { dataKey: new Uint8Array(randomBytes(32)), folderId: randomUUID(), slots: [] };
  const first = isTrustworthy(keyring.osKeyStore) ? 'os' : 'key-file';
  const kinds: KeySlot['kind'][] = keyring.passphrase === null ? [first] : [first, 'passphrase'];
  const slots = kinds.map((kind) => makeSlot(folder, { kind, keyring, now }));
  writeKeysFile(path, { version: 1, folderId: folder.folderId, slots });
  return { ...folder, slots };
}

function makeSlot(
  folder: FolderKey,
  { kind, keyring, now }: { kind: KeySlot['kind']; keyring: Keyring; now: number },
): KeySlot {
  switch (kind) {
    case 'os':
      if (isTrustworthy(keyring.osKeyStore)) return wrapForOs(folder.dataKey, keyring.osKeyStore, now);
      throw storeError('no-key', {
        message: 'The key store of this operating system protects nothing; no slot was made.',
      });
    case 'key-file':
      return wrapForKeyFile(folder.dataKey, keyFilePath(keyring.keyFileDir, folder.folderId), now);
    case 'passphrase':
      if (keyring.passphrase !== null) return wrapForPassphrase(folder.dataKey, keyring.passphrase, now);
      throw storeError('no-key', { message: 'A passphrase is needed for a passphrase slot.' });
    default:
      return kind satisfies never;
  }
}

function writeKeysFile(path: string, file: KeysFile): void {
  writeAtomically(path, `${JSON.stringify(file, null, 2)}\n`);
}
