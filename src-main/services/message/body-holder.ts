import type { Body } from '../../../src-shared/domain/message.ts';
import type { Clock } from '../../platform/ports.ts';
import { createWorkThread, type ThreadReply } from '../../platform/work-thread.ts';
import { maxBytesHere } from './body-work.ts';
import { messageWorker } from './message-worker-entry.ts';
import { createSessionOperations, type SessionAsked, type SessionOperations } from './window/session-operations.ts';

export type AskName = Exclude<keyof SessionOperations, 'hold' | 'drop'>;

/** A body that is held, in this thread or the other one. No two have the same `heldAs`, so that releasing one leaves a later one of the same body. */
export type HeldBody = { heldAs: string; sizeBytes: number; isHere: boolean };

/**
 * Holds bodies ready for questions: small ones here, large ones in a thread of their own.
 * @method hold the bytes are given away. @throws AppError INTERNAL when it cannot be read
 * @method ask `ended`: the thread is gone and all its bodies with it. @throws AppError CANCELLED | INTERNAL
 */
export type BodyHolder = {
  hold(body: Body): Promise<HeldBody>;
  release(held: HeldBody): void;
  ask(held: HeldBody, question: { name: AskName; asked: SessionAsked }, signal: AbortSignal): Promise<ThreadReply>;
  close(): void;
};

export type BodyHolderDeps = { clock: Pick<Clock, 'after'>; limitMs: number; onEnd: () => void };

export function createBodyHolder({ clock, limitMs, onEnd }: BodyHolderDeps): BodyHolder {
  const here = createSessionOperations();
  const thread = createWorkThread({ entry: messageWorker, clock, name: 'open messages', limitMs, onEnd });
  const noSignal = new AbortController().signal;
  let lastHeld = 0;

  return {
    async hold(body) {
      lastHeld += 1;
      const key = String(lastHeld);
      const sizeBytes = body.bytes.length;
      const isHere = sizeBytes <= maxBytesHere;
      if (isHere) here.hold({ key, body });
      else {
        const given = ownBytes(body.bytes);
        const request = { name: 'hold', args: { key, body: { ...body, bytes: given } }, transfer: [given.buffer] };
        let reply: ThreadReply;
        do reply = await thread.send(request, noSignal);
        while (reply.kind === 'ended');
      }
      return { heldAs: key, sizeBytes, isHere };
    },
    release({ heldAs, isHere }) {
      if (isHere) here.drop({ key: heldAs });
      else void thread.send({ name: 'drop', args: { key: heldAs } }, noSignal).catch(() => undefined);
    },
    async ask({ heldAs, isHere }, { name, asked }, signal) {
      const args = { ...asked, key: heldAs };
      if (!isHere) return thread.send({ name, args }, signal);
      const run = here[name] as (given: SessionAsked) => unknown;
      return { kind: 'answered', value: run(args) };
    },
    close: thread.close,
  };
}

/** Bytes that are the whole of their buffer can change threads as they are. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return new Uint8Array(buffer);
  return new Uint8Array(bytes);
}
