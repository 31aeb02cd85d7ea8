import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** What the receiver does with the n-th frame (from 0) it was sent: whatever it writes, and when, it writes itself. */
export type Behaviour = (socket: Socket, controlId: string, count: number) => void;

/**
 * A receiver that misbehaves as told. Its reading is the simplest there is: a frame ends at FS CR.
 * @method frames bodies that arrived whole, oldest first, each with the number of its connection
 */
export type FaultReceiver = {
  port: number;
  frames: { body: Buffer; connection: number }[];
  connectionCount(): number;
  openCount(): number;
  close(): Promise<void>;
};

export async function startFaultReceiver(behave: Behaviour, tls: TlsOptions | null = null): Promise<FaultReceiver> {
  const frames: FaultReceiver['frames'] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const serve = (socket: Socket): void => {
    const connection = connections++;
    let pending = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      for (let end = pending.indexOf('\x1c\r'); end >= 0; end = pending.indexOf('\x1c\r')) {
        const body = Buffer.from(pending.subarray(1, end));
        pending = pending.subarray(end + 2);
        frames.push({ body, connection });
        behave(socket, controlIdOf(body), frames.length - 1);
      }
    });
  };
  const server = tls === null ? createServer(serve) : createTlsServer(tls, serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    frames,
    connectionCount: () => connections,
    openCount: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function controlIdOf(body: Buffer): string {
  return body.toString('latin1').split('\r')[0]?.split('|')[9] ?? '';
}

/** A frame with an acknowledgement. `rest`: further segments. */
export function ack(code: string, controlId: string, rest = ''): Buffer {
  return Buffer.from(`\x0bMSH|^~\\&|R|R|S|S|20261122||ACK|A1|P|2.5.1\rMSA|${code}|${controlId}\r${rest}\x1c\r`, 'utf8');
}
