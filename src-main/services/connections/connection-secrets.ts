import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { ConnectionSecrets } from '../../../src-shared/domain/connection.ts';
import type { SecretsFile } from '../../store/store.ts';

export type SecretsInput = InputOf<'connections.save'>['secrets'];

export const noSecrets: ConnectionSecrets = {
  password: null,
  clientKeyPem: null,
  clientPfx: null,
  clientPassphrase: null,
};

export async function readSecrets(file: SecretsFile, connectionId: string): Promise<ConnectionSecrets> {
  const stored = await file.read(connectionId);
  if (stored === null) return noSecrets;
  return {
    password: stored.password ?? null,
    clientKeyPem: stored.clientKeyPem ?? null,
    clientPfx: stored.clientPfx === undefined ? null : new Uint8Array(Buffer.from(stored.clientPfx, 'base64')),
    clientPassphrase: stored.clientPassphrase ?? null,
  };
}

export async function writeSecrets(file: SecretsFile, connectionId: string, secrets: ConnectionSecrets): Promise<void> {
  const { clientPfx, ...texts } = secrets;
  const values = { ...texts, clientPfx: clientPfx === null ? null : Buffer.from(clientPfx).toString('base64') };
  const kept = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null);
  await file.write(connectionId, kept.length === 0 ? null : Object.fromEntries(kept));
}

/** Absent keeps what is stored, null removes it. */
export function mergeSecrets(stored: ConnectionSecrets, input: SecretsInput): ConnectionSecrets {
  return {
    password: input.password === undefined ? stored.password : input.password,
    clientKeyPem: input.clientKeyPem === undefined ? stored.clientKeyPem : input.clientKeyPem,
    clientPfx: input.clientPfx === undefined ? stored.clientPfx : input.clientPfx,
    clientPassphrase: input.clientPassphrase === undefined ? stored.clientPassphrase : input.clientPassphrase,
  };
}
