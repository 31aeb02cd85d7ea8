import { z } from 'zod';
import { connection, protocolsOf } from '../../../src-shared/domain/connection.ts';

/** What of a connection this adapter reads; the rest belongs to the console. Drives the connection form. */
export const mirthConfig = connection
  .pick({
    username: true,
    certificateFingerprint: true,
    ownCaPem: true,
    clientCertificatePem: true,
    readOnly: true,
    pollIntervalMs: true,
  })
  .extend({ url: z.url({ protocol: protocolsOf.mirth }) });
export type MirthConfig = z.infer<typeof mirthConfig>;

/** `host` without brackets, as sockets want it; `basePath` ends without slash. */
export type MirthAddress = { origin: string; host: string; port: number; basePath: string };

/** Accepts the address as people type it: with or without `/api` or a trailing slash. No port means 443, as everywhere; Mirth's own default is 8443. */
export function mirthAddress(url: string): MirthAddress {
  const { hostname, port: written, pathname } = new URL(url);
  const port = written === '' ? 443 : Number(written);
  const path = pathname.replace(/\/+$/, '');
  const basePath = path.endsWith('/api') ? path : `${path}/api`;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { origin: `https://${hostname}:${port}`, host, port, basePath };
}
