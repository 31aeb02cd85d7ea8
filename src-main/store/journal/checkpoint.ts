import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { seal, unseal } from '../keys/seal.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import { storeError } from '../sqlite/store-error.ts';
import { findInstallation, type InstallationRow, insertInstallation, lastLine, lastSequence } from './audit-queries.ts';

const statement = z.object({
  installationId: z.string(),
  line: z.number().int(),
  sequence: z.number().int(),
  hash: z.string(),
  at: z.number().int(),
});
const signedCheckpoint = z.object({ checkpoint: statement, publicKey: z.base64(), signature: z.base64() });
export type Checkpoint = z.infer<typeof statement>;

/** Signs the head of the chain into a file outside the database, so that a rewritten or shortened journal shows. */
export type Checkpointer = {
  /** Writes and fsyncs one line; nothing when the head is signed already. The caller has committed with fsync. */
  write(at: number): void;
  /** As `write`, when 1 000 entries or more came since the last one. */
  writeIfDue(at: number): void;
};

export const entriesPerCheckpoint = 1000;
const context = 'installation-key';

export function createCheckpointer(
  journal: WritableDatabase,
  { path, key, name, now }: { path: string; key: Uint8Array; name: string; now: number },
): Checkpointer {
  const { installationId, privateKey, publicKey } = openInstallation(journal, { key, name, now });
  let signed = lastSigned(path);
  const write = (at: number) => {
    const head = journal.get<{ line: number; hash: string }>(lastLine);
    if (head === undefined || head.line === signed.line) return;
    const sequence = journal.get<{ sequence: number }>(lastSequence)?.sequence ?? 0;
    const checkpoint: Checkpoint = { installationId, line: head.line, sequence, hash: head.hash, at };
    const signature = sign(null, Buffer.from(JSON.stringify(checkpoint)), privateKey).toString('base64');
    appendLine(path, JSON.stringify({ checkpoint, publicKey, signature }));
    signed = { line: head.line, sequence };
  };
  return {
    write,
    writeIfDue: (at) => {
      const sequence = journal.get<{ sequence: number | null }>(lastSequence)?.sequence ?? 0;
      if (sequence - signed.sequence >= entriesPerCheckpoint) write(at);
    },
  };
}

/** All checkpoints; `isSigned` false when the line is unreadable or the signature is not by `publicKey` (base64 SPKI). */
export function readCheckpoints(
  path: string,
  publicKey: string,
): { checkpoint: Checkpoint | null; isSigned: boolean }[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const trusted = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return lines.map((line) => {
    const parsed = parseCheckpoint(line);
    if (parsed === null) return { checkpoint: null, isSigned: false };
    const content = Buffer.from(JSON.stringify(parsed.checkpoint));
    const isSigned =
      parsed.publicKey === publicKey && verify(null, content, trusted, Buffer.from(parsed.signature, 'base64'));
    return { checkpoint: parsed.checkpoint, isSigned };
  });
}

function parseCheckpoint(line: string): z.infer<typeof signedCheckpoint> | null {
  try {
    return signedCheckpoint.parse(JSON.parse(line));
  } catch {
    return null; // a cut-off line: reported as unsigned by the caller
  }
}

function lastSigned(path: string): { line: number; sequence: number } {
  if (!existsSync(path)) return { line: 0, sequence: 0 };
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map(parseCheckpoint).findLast((parsed) => parsed !== null)?.checkpoint ?? { line: 0, sequence: 0 };
}

function appendLine(path: string, line: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeFileSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The Ed25519 key of this installation; made on first run, its private half sealed under the folder's data key. */
function openInstallation(
  journal: WritableDatabase,
  { key, name, now }: { key: Uint8Array; name: string; now: number },
) {
  const row = journal.get<InstallationRow>(findInstallation) ?? makeInstallation(journal, { key, name, now });
  const pkcs8 = unseal(key, row.private_key_sealed, context);
  if (pkcs8 === null) throw storeError('damaged', { message: 'The installation key in the journal cannot be opened.' });
  return {
    installationId: row.installation_id,
    privateKey: createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }),
    publicKey: Buffer.from(row.public_key).toString('base64'),
  };
}

function makeInstallation(
  journal: WritableDatabase,
  { key, name, now }: { key: Uint8Array; name: string; now: number },
): InstallationRow {
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  const installationId = randomUUID();
  const publicKey = new Uint8Array(pair.publicKey);
  const privateKeySealed = seal(key, pair.privateKey, context);
  return journal.transaction(() => {
    const other = journal.get<InstallationRow>(findInstallation); // a second process may have been first
    if (other !== undefined) return other;
    journal.run(insertInstallation, { installationId, name, publicKey, privateKeySealed, createdAt: now });
    return { installation_id: installationId, name, public_key: publicKey, private_key_sealed: privateKeySealed };
  });
}
