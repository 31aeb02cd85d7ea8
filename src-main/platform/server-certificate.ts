import { isIP } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** `fingerprint` SHA-256, upper-case hex with colons; `validTo` ms UTC. */
export type ServerCertificate = { fingerprint: string; subject: string; issuer: string; validTo: number };

const limitMs = 10_000;

/**
 * The certificate a server shows, whoever signed it: to be looked at by a person and pinned. Nothing is sent but the TLS handshake.
 * @throws AppError ENGINE_UNREACHABLE (name, TCP, TLS, time) | ENGINE_PROTOCOL (no certificate) | CANCELLED
 */
export async function readServerCertificate(url: string, signal: AbortSignal): Promise<ServerCertificate> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({
    host,
    port: port === '' ? 443 : Number(port),
    // Only looked at, never trusted: the person decides.
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  try {
    await handshake(socket, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
    return describe(socket.getPeerCertificate());
  } catch (cause) {
    throw signal.aborted ? new AppError('CANCELLED', 'The call was cancelled.') : toAppError(cause);
  } finally {
    socket.destroy();
  }
}

function handshake(socket: TLSSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new AppError('ENGINE_UNREACHABLE', 'The server closed the connection.')));
    signal.addEventListener('abort', () => reject(new AppError('ENGINE_UNREACHABLE', 'The server did not answer.')), {
      once: true,
    });
  });
}

function describe(certificate: PeerCertificate): ServerCertificate {
  if (!certificate.fingerprint256) throw new AppError('ENGINE_PROTOCOL', 'The server showed no certificate.');
  return {
    fingerprint: certificate.fingerprint256,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo: Date.parse(certificate.valid_to),
  };
}

function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const parts = Object.entries(name ?? {}).map(([key, value]) => `${key}=${[value].flat().join('+')}`);
  return parts.join(', ').slice(0, 300);
}

function toAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('ENGINE_UNREACHABLE', 'The server could not be reached by TLS: check address and port.', {
    cause,
    messageKey: 'errors.unreachable',
  });
}
