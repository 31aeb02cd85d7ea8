import type { Socket } from 'node:net';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';

export type FrameSocketHandlers = {
  onMessage(message: unknown): void;
  /** Room to write again after `canSend` was false. */
  onDrain?(): void;
  /** Once; `error` null when the other side ended in order. */
  onClose(error: Error | null): void;
};

export type FrameSocket = { send(message: unknown): void; canSend(): boolean; isClosed(): boolean; close(): void };

/**
 * Contract values over a local socket: u32 length (big-endian), then one frame. A message above `limitBytes`, or one
 * that is not a frame, ends the connection before it is held in memory.
 */
export function openFrameSocket(socket: Socket, limitBytes: number, handlers: FrameSocketHandlers): FrameSocket {
  let parts: Buffer[] = [];
  let held = 0;
  let failure: Error | null = null;

  function fail(error: Error): void {
    failure = error;
    parts = [];
    socket.destroy();
  }

  function take(length: number): Buffer {
    const joined = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    parts = joined.length > length ? [joined.subarray(length)] : [];
    held -= length;
    return joined.subarray(0, length);
  }

  /** Length of the message at the front, null while its four bytes are incomplete. */
  function nextLength(): number | null {
    if (held < 4) return null;
    if (parts[0] && parts[0].length < 4) parts = [Buffer.concat(parts)];
    return parts[0]?.readUInt32BE(0) ?? null;
  }

  function readAll(): void {
    while (!failure) {
      const length = nextLength();
      if (length === null) return;
      if (length > limitBytes) throw new RangeError('A message is larger than the local socket takes.');
      if (held < 4 + length) return;
      take(4);
      handlers.onMessage(decodeFrame(take(length)));
    }
  }

  socket.on('data', (chunk) => {
    parts.push(chunk);
    held += chunk.length;
    try {
      readAll();
    } catch (error) {
      fail(error instanceof Error ? error : new TypeError(String(error)));
    }
  });
  socket.on('drain', () => handlers.onDrain?.());
  socket.on('error', (error) => {
    failure ??= error;
  });
  socket.on('close', () => handlers.onClose(failure));

  return {
    send(message) {
      if (socket.destroyed) return;
      const frame = encodeFrame(message);
      const head = Buffer.alloc(4);
      head.writeUInt32BE(frame.length);
      socket.cork();
      socket.write(head);
      socket.write(frame);
      socket.uncork();
    },
    canSend: () => !socket.destroyed && !socket.writableNeedDrain,
    isClosed: () => socket.destroyed,
    close: () => void socket.destroySoon(),
  };
}
