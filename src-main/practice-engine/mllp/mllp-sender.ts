import { connect, type Socket } from 'node:net';
import { FrameReader, toFrame } from './frame-reader.ts';

/** How one send ended. Only `answered` means that the receiver spoke; what it said is for the caller to judge. */
export type SendResult =
  | { kind: 'answered'; response: Buffer }
  | { kind: 'refused' } // nobody listens: nothing was delivered
  | { kind: 'connect-timeout' }
  | { kind: 'response-timeout' } // sent, no answer in time
  | { kind: 'closed' } // sent, connection gone before an answer
  | { kind: 'cancelled' };

export type SendTarget = { host: string; port: number; responseTimeoutMs: number; maxResponseBytes: number };

/** Sends one frame over a connection of its own and waits for one frame back. Never throws. */
export function sendFrame(target: SendTarget, body: Buffer, signal: AbortSignal): Promise<SendResult> {
  return new Promise((resolve) => {
    const socket = connect({ host: target.host, port: target.port });
    const reader = new FrameReader(target.maxResponseBytes);
    let isConnected = false;
    const timer = setTimeout(
      () => finish({ kind: isConnected ? 'response-timeout' : 'connect-timeout' }),
      target.responseTimeoutMs,
    );
    const onAbort = () => finish({ kind: 'cancelled' });
    signal.addEventListener('abort', onAbort, { once: true });
    function finish(result: SendResult): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      dispose(socket);
      resolve(result);
    }
    socket.on('connect', () => {
      isConnected = true;
      socket.write(toFrame(body));
    });
    socket.on('data', (chunk: Buffer) => {
      const [response] = reader.push(chunk).frames;
      if (response) finish({ kind: 'answered', response });
    });
    socket.on('error', () => finish({ kind: isConnected ? 'closed' : 'refused' }));
    socket.on('close', () => finish({ kind: 'closed' }));
    if (signal.aborted) onAbort();
  });
}

function dispose(socket: Socket): void {
  socket.removeAllListeners();
  // A reset after we are done would otherwise be an unhandled 'error'.
  socket.on('error', () => undefined);
  socket.destroy();
}
