import { createServer, type Server, type Socket } from 'node:net';
import { ack, controlIdOf } from '../fakes/fault-receiver.ts';

/** *answer*: AA after the delay. *late*: AA, but only after `lateMs`. *silent*: takes everything and says nothing. */
export type Answering = { kind: 'answer' } | { kind: 'late'; lateMs: number } | { kind: 'silent' };

/**
 * A receiver that keeps every byte it was sent. `frames`: bodies that arrived whole, in the order of their arrival.
 * @method die cuts every connection in the middle of whatever it does and listens no more; `rise` listens at the same port again
 */
export type RecordingReceiver = {
  port: number;
  frames: { body: Buffer; at: number }[];
  answering: Answering;
  byteCount(): number;
  die(): Promise<void>;
  rise(): Promise<void>;
};

export async function startRecordingReceiver({ delayMs }: { delayMs: number }): Promise<RecordingReceiver> {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let bytes = 0;

  function answer(socket: Socket, body: Buffer): void {
    const { answering } = receiver;
    if (answering.kind === 'silent') return;
    const say = () => {
      if (socket.writable) socket.write(ack('AA', controlIdOf(body)));
    };
    setTimeout(say, answering.kind === 'late' ? answering.lateMs : delayMs);
  }

  function serve(socket: Socket): void {
    let pending = Buffer.alloc(0);
    sockets.add(socket.setNoDelay(true));
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      pending = Buffer.concat([pending, chunk]);
      for (let end = pending.indexOf('\x1c\r'); end >= 0; end = pending.indexOf('\x1c\r')) {
        const body = Buffer.from(pending.subarray(1, end));
        pending = pending.subarray(end + 2);
        receiver.frames.push({ body, at: Date.now() });
        answer(socket, body);
      }
    });
  }

  const receiver: RecordingReceiver = {
    port: 0,
    frames: [],
    answering: { kind: 'answer' },
    byteCount: () => bytes,
    async die() {
      const dying = server;
      server = null;
      for (const socket of sockets) socket.resetAndDestroy();
      await new Promise<void>((resolve) => (dying === null ? resolve() : dying.close(() => resolve())));
    },
    async rise() {
      const rising = createServer(serve);
      server = rising;
      await new Promise<void>((resolve) => rising.listen(receiver.port, '127.0.0.1', resolve));
      const address = rising.address();
      if (typeof address === 'object' && address !== null) receiver.port = address.port;
    },
  };
  await receiver.rise();
  return receiver;
}
