import { z } from 'zod';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import {
  type Connection,
  connection,
  mayBeUsedIn,
  mllpSettings,
  protocolsOf,
} from '../../../src-shared/domain/connection.ts';
import type { NetworkPlace } from '../../platform/network/tls-socket.ts';
import { fault } from './mllp-faults.ts';

/** What of a connection this adapter reads; the rest belongs to the console. */
const mllpConfig = connection
  .pick({
    environment: true,
    name: true,
    url: true,
    certificateFingerprint: true,
    ownCaPem: true,
    clientCertificatePem: true,
    readOnly: true,
  })
  .extend({ mllp: mllpSettings, url: z.url({ protocol: protocolsOf.mllp }) });
export type MllpConfig = z.infer<typeof mllpConfig>;

/** The port that IANA gives to HL7 over MLLP. */
const defaultPort = 2575;

/** `mllp://host:port` or `mllps://host:port`. */
export function mllpAddress(url: string): NetworkPlace & { isTls: boolean } {
  const { protocol, hostname, port } = new URL(url);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? defaultPort : Number(port),
    isTls: protocol === 'mllps:',
  };
}

/**
 * The gate of the core: whoever makes this engine, by form, restored backup or script, is refused in PRODUCTION.
 * @throws AppError FORBIDDEN in PRODUCTION | BAD_INPUT for a connection that this adapter cannot use
 */
export function readConfig(saved: Connection): MllpConfig {
  if (!mayBeUsedIn('mllp', saved.environment)) throw fault('FORBIDDEN', 'engine.cannot.mllpInProduction');
  const config = mllpConfig.safeParse(saved);
  if (config.success) return config.data;
  throw new AppError('BAD_INPUT', 'This connection is not complete.', { cause: config.error });
}
