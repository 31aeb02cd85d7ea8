import type { ConnectionSecrets } from '../../../src-shared/domain/connection.ts';
import {
  clientCertificateOf,
  readServerCertificate,
  type ServerCertificate,
  type TlsTarget,
} from '../../platform/network/tls-socket.ts';
import { type MirthAddress, type MirthConfig, mirthAddress } from './mirth-config.ts';

/** Where and how the engine's API is reached; the certificate is checked as every other. */
export type MirthTarget = TlsTarget & { address: MirthAddress };

const protocols = ['http/1.1'];

export function tlsTargetOf(config: MirthConfig, secrets: ConnectionSecrets, connectTimeoutMs: number): MirthTarget {
  return {
    address: mirthAddress(config.url),
    pin: config.certificateFingerprint,
    ca: config.ownCaPem,
    client: clientCertificateOf(config, secrets),
    protocols,
    connectTimeoutMs,
  };
}

/** @throws AppError ENGINE_UNREACHABLE | CANCELLED */
export function readCertificate(place: { url: string }, signal: AbortSignal): Promise<ServerCertificate> {
  return readServerCertificate({ address: mirthAddress(place.url), protocols }, signal);
}
