import { connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { cancelled, faultOfConnect } from '../../platform/network/network-faults.ts';
import { connectTls, type NetworkPlace, type TlsTarget } from '../../platform/network/tls-socket.ts';

/** `tls` null = plain TCP. */
export type MllpTarget = { address: NetworkPlace; tls: TlsTarget | null; connectTimeoutMs: number };

/** A peer that vanished without a word is noticed by TCP after this, also while the connection rests. */
const keepAliveMs = 10_000;
/** With TLS 1.3 a server refuses our certificate only after our side of the handshake is done: its first word is awaited this long. */
const serverWordMs = 250;

/**
 * A connection that is ready for a message, none of which has been written yet.
 * @throws AppError ENGINE_UNREACHABLE | ENGINE_REFUSED | CANCELLED: in every case nothing was sent
 */
export async function openSocket(target: MllpTarget, signal: AbortSignal): Promise<Socket> {
  const socket = target.tls === null ? await openPlain(target, signal) : await openTls(target.tls, signal);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveMs);
  return socket;
}

async function openTls(tls: TlsTarget, signal: AbortSignal): Promise<Socket> {
  const socket = await connectTls(tls, signal);
  if (socket.getProtocol() === 'TLSv1.3') await acceptedByServer(socket, tls, signal);
  return socket;
}

/** A session ticket comes when the server has seen our certificate and agrees; a server without tickets stays silent, which is taken for yes. */
function acceptedByServer(socket: TLSSocket, { address }: TlsTarget, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: unknown) => {
      clearTimeout(timer);
      // A second word comes too late: a promise settles once.
      socket.off('session', onTicket).off('error', settle).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      if (error === null) return resolve();
      socket.destroy();
      reject(faultOfConnect(error, address));
    };
    // Not in the middle of the event: what is written there stays in Node's TLS until something else moves it.
    const onTicket = () => setImmediate(settle, null);
    const onClose = () => settle({ code: 'ECONNRESET' });
    const onAbort = () => settle(cancelled());
    const timer = setTimeout(onTicket, serverWordMs);
    socket.on('session', onTicket).on('error', settle).on('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function openPlain({ address, connectTimeoutMs }: MllpTarget, signal: AbortSignal): Promise<Socket> {
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const settle = (error: unknown) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect).off('error', settle);
      if (error === null) return resolve(socket.on('error', ignoreUntilTaken));
      socket.on('error', ignoreUntilTaken).destroy();
      reject(faultOfConnect(error, address));
    };
    const onConnect = () => settle(null);
    const onAbort = () => settle(cancelled());
    const timer = setTimeout(() => settle({ code: 'ETIMEDOUT' }), connectTimeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', onConnect).once('error', settle);
  });
}

/** Whoever uses the socket listens to its end; an error alone must not end the program. */
function ignoreUntilTaken(): void {}
