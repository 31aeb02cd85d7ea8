import { isIP } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket, type ConnectionOptions as TlsOptions } from 'node:tls';
import type { Connection, ConnectionSecrets } from '../../../src-shared/domain/connection.ts';
import { cancelled, faultOfConnect, networkFault } from './network-faults.ts';

/** `fingerprint` SHA-256, upper-case hex with colons; `validTo` ms UTC; names as `CN=…, O=…`. */
export type ServerCertificate = { fingerprint: string; subject: string; issuer: string; validTo: number };

/** `host` without brackets, as sockets want it. */
export type NetworkPlace = { host: string; port: number };

/** `pin` null = trust `ca` (null = the system's) and check the name. `protocols` are offered by ALPN, empty = none. */
export type TlsTarget = {
  address: NetworkPlace;
  pin: string | null;
  ca: string | null;
  client: Pick<TlsOptions, 'cert' | 'key' | 'pfx' | 'passphrase'>;
  protocols: readonly string[];
  connectTimeoutMs: number;
};

/**
 * A TLS connection whose certificate has been accepted: by its pinned fingerprint, or else by a CA.
 * The fingerprint is compared on `secureConnect`, before anything could write a byte to the socket. Sessions are never resumed,
 * so every connection shows its certificate.
 * @throws AppError ENGINE_UNREACHABLE | ENGINE_REFUSED (pin, trust, client certificate) | CANCELLED
 */
export async function connectTls(target: TlsTarget, signal: AbortSignal): Promise<TLSSocket> {
  const socket = await handshake(target, { rejectUnauthorized: target.pin === null }, signal);
  if (target.pin === null) return socket;
  const found = socket.getPeerCertificate().fingerprint256;
  if (found === target.pin) return socket;
  socket.destroy();
  const params = { host: target.address.host, expected: target.pin, found: found ?? '-' };
  throw networkFault('ENGINE_REFUSED', 'engine.reason.certificateChanged', params);
}

/**
 * The certificate a server shows, without sending it anything. Shown once to a person, then pinned.
 * @throws AppError ENGINE_UNREACHABLE | CANCELLED
 */
export async function readServerCertificate(
  place: Pick<TlsTarget, 'address' | 'protocols'>,
  signal: AbortSignal,
): Promise<ServerCertificate> {
  const target = { ...place, pin: null, ca: null, client: {}, connectTimeoutMs: 10_000 };
  const socket = await handshake(target, { rejectUnauthorized: false }, signal);
  const certificate = describeCertificate(socket.getPeerCertificate());
  socket.destroy();
  return certificate;
}

export function describeCertificate(certificate: PeerCertificate): ServerCertificate {
  return {
    fingerprint: certificate.fingerprint256,
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    validTo: Date.parse(certificate.valid_to),
  };
}

export function handshake(
  target: TlsTarget,
  trust: { rejectUnauthorized: boolean },
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { host, port } = target.address;
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    let socket: TLSSocket;
    try {
      socket = connect(tlsOptions(target, trust));
    } catch (error) {
      reject(networkFault('ENGINE_REFUSED', 'engine.reason.clientCertificateUnreadable', {}, error));
      return;
    }
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      outcome();
    };
    const fail = (error: unknown) =>
      settle(() => {
        socket.destroy();
        reject(faultOfConnect(error, { host, port }));
      });
    const onAbort = () => fail(cancelled());
    const timer = setTimeout(() => fail({ code: 'ETIMEDOUT' }), target.connectTimeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', fail);
    const onClose = () => fail({ code: 'ECONNRESET' });
    socket.once('close', onClose);
    socket.once('secureConnect', () =>
      settle(() => {
        socket.off('error', fail).off('close', onClose).on('error', ignoreUntilTaken);
        resolve(socket);
      }),
    );
  });
}

/** Between the handshake and its first use nobody else listens; an error then shows again at that use. */
function ignoreUntilTaken(): void {}

function tlsOptions({ address, ca, client, protocols }: TlsTarget, trust: { rejectUnauthorized: boolean }): TlsOptions {
  return {
    host: address.host,
    port: address.port,
    ...(isIP(address.host) === 0 ? { servername: address.host } : {}),
    ...(protocols.length === 0 ? {} : { ALPNProtocols: [...protocols] }),
    rejectUnauthorized: trust.rejectUnauthorized,
    ...(ca === null ? {} : { ca }),
    ...client,
  };
}

/** Our own certificate for servers that ask for one: the PFX file, else PEM with its key, else none. */
export function clientCertificateOf(
  { clientCertificatePem }: Pick<Connection, 'clientCertificatePem'>,
  secrets: ConnectionSecrets,
): TlsTarget['client'] {
  const passphrase = secrets.clientPassphrase === null ? {} : { passphrase: secrets.clientPassphrase };
  if (secrets.clientPfx !== null) return { pfx: Buffer.from(secrets.clientPfx), ...passphrase };
  if (clientCertificatePem === null || secrets.clientKeyPem === null) return {};
  return { cert: clientCertificatePem, key: secrets.clientKeyPem, ...passphrase };
}

function nameText(name: PeerCertificate['subject'] | undefined): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : value}`)
    .join(', ');
}
