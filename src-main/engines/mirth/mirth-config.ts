import { z } from 'zod';
import { connection } from '../../../src-shared/domain/connection.ts';

/** What of a connection this adapter reads; the rest belongs to the console. Drives the connection form. */
export const mirthConfig = connection.pick({
  url: true,
  username: true,
  certificateFingerprint: true,
  ownCaPem: true,
  clientCertificatePem: true,
  readOnly: true,
  pollIntervalMs: true,
});
export type MirthConfig = z.infer<typeof mirthConfig>;

/** Secrets this adapter can use. A client certificate is PEM (with `clientKeyPem`) or one PKCS#12 file. */
export const mirthSecrets = z.object({
  password: z.string().nullable(),
  clientKeyPem: z.string().nullable(),
  clientPfx: z.instanceof(Uint8Array).nullable(),
  clientPassphrase: z.string().nullable(),
});

/** `host` without brackets, as sockets want it; `basePath` ends without slash. Mirth's API is below `/api` of its TLS port (default 8443). */
export type MirthAddress = { origin: string; host: string; port: number; basePath: string };

/** Accepts the address as people type it: with or without port, path `/api` or a trailing slash. */
export function mirthAddress(url: string): MirthAddress {
  const parsed = new URL(url);
  const port = Number(parsed.port || (/^https:\/\/[^/]*:443(\/|$)/.test(url) ? 443 : 8443));
  const path = parsed.pathname.replace(/\/+$/, '');
  const basePath = path.endsWith('/api') ? path : `${path}/api`;
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  return { origin: `https://${parsed.hostname}:${port}`, host, port, basePath };
}
