import { randomInt } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { FrameReader, toFrame } from './frame-reader.ts';

/** Both ends of one connection, as the engine notes them in the source map. */
export type ConnectionEnds = { localAddress: string; localPort: number; remoteAddress: string; remotePort: number };

/** Answers one frame with the bytes of an ACK, or null to stay silent. */
export type FrameHandler = (body: Buffer, ends: ConnectionEnds) => Promise<Buffer | null>;

export type MllpListener = { port: number; connectionCount(): number; close(): Promise<void> };

export type MllpListenerOptions = {
  port: number;
  maxFrameBytes: number;
  onFrame: FrameHandler;
  onConnectionChange?: (change: 'connected' | 'disconnected' | 'oversize', ends: ConnectionEnds) => void;
};

/**
 * Listens on 127.0.0.1 for MLLP. Frames of one connection are answered one after the other, in order.
 * @param options `port` 0 takes any free one that no outgoing connection is given meanwhile, so that a listener which
 *   closes for a while finds its port again, and nobody else is sent what was meant for it; a frame over `maxFrameBytes` closes its connection
 * @throws the socket's own error (EADDRINUSE …) when the port cannot be taken
 */
export async function openMllpListener(options: MllpListenerOptions): Promise<MllpListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => serve(socket, sockets, options));
  await (options.port === 0 ? listenAnywhere(server) : listen(server, options.port));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    connectionCount: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Below what Linux (32768), macOS and Windows (49152) give to outgoing connections. */
const ownPorts = { from: 20_000, to: 32_000 } as const;
const portAttempts = 20;

async function listenAnywhere(server: Server): Promise<void> {
  for (let attempt = 0; attempt < portAttempts; attempt += 1) {
    const port = randomInt(ownPorts.from, ownPorts.to);
    const error = await listen(server, port).then(
      () => null,
      (reason: NodeJS.ErrnoException) => reason,
    );
    if (error === null) return;
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
  }
  await listen(server, 0);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function serve(socket: Socket, sockets: Set<Socket>, options: MllpListenerOptions): void {
  const reader = new FrameReader(options.maxFrameBytes);
  const ends = endsOf(socket);
  let queue: Promise<void> = Promise.resolve();
  sockets.add(socket);
  options.onConnectionChange?.('connected', ends);
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    const { frames, isOversize } = reader.push(chunk);
    // A frame that cannot be handled (a full disk, say) gets no answer: the sender must not believe it was taken.
    for (const frame of frames) {
      queue = queue.then(() => answer(socket, frame, options.onFrame)).catch(() => void socket.destroy());
    }
    if (isOversize) {
      options.onConnectionChange?.('oversize', ends);
      socket.destroy();
    }
  });
  // A peer that vanishes is ordinary; 'close' follows and does the tidying.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    sockets.delete(socket);
    options.onConnectionChange?.('disconnected', ends);
  });
}

async function answer(socket: Socket, frame: Buffer, onFrame: FrameHandler): Promise<void> {
  const ack = await onFrame(frame, endsOf(socket));
  if (ack !== null && !socket.destroyed) socket.write(toFrame(ack));
}

function endsOf(socket: Socket): ConnectionEnds {
  return {
    localAddress: socket.localAddress ?? '127.0.0.1',
    localPort: socket.localPort ?? 0,
    remoteAddress: socket.remoteAddress ?? '127.0.0.1',
    remotePort: socket.remotePort ?? 0,
  };
}
