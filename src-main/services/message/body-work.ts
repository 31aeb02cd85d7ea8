import type { Body } from '../../../src-shared/domain/message.ts';
import type { Clock } from '../../platform/ports.ts';
import { createWorkThread } from '../../platform/work-thread.ts';
import { type ArgumentsOf, type OperationName, type ResultOf, runOperation } from './body-operations.ts';
import { weigh } from './body-weight.ts';
import { messageWorker } from './message-worker-entry.ts';

/**
 * Reads bodies without holding up anybody else: small ones at once, large ones and large edits one after the other in a thread of their own.
 * @method run @throws AppError CANCELLED | INTERNAL when a body could not be read, or not within `limitMs`
 */
export type BodyWork = {
  run<Name extends OperationName>(
    name: Name,
    args: ArgumentsOf<Name> & { body: Body },
    signal: AbortSignal,
  ): Promise<ResultOf<Name>>;
  close(): void;
};

export type BodyWorkDeps = { clock: Pick<Clock, 'after'>; limitMs?: number };

/** Above this the event loop is spared: ill-built messages of 100 KB took 6 s to mask (measured). */
export const maxBytesHere = 16 * 1024;
const defaultLimitMs = 30_000;

export function createBodyWork({ clock, limitMs = defaultLimitMs }: BodyWorkDeps): BodyWork {
  const thread = createWorkThread({ entry: messageWorker, clock, name: 'message bodies', limitMs });
  return {
    async run(name, args, signal) {
      if (weigh(args) <= maxBytesHere) return runOperation(name, args);
      // A request has all it needs with it: whichever thread is there can answer it.
      for (;;) {
        const reply = await thread.send({ name, args }, signal);
        if (reply.kind === 'answered') return reply.value as ResultOf<typeof name>;
      }
    },
    close: thread.close,
  };
}
