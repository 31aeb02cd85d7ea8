import type { Body } from '../../../src-shared/domain/message.ts';
import type { Finding } from '../../../src-shared/formats/format.ts';
import type { Clock } from '../../platform/ports.ts';
import { createWorkThread } from '../../platform/work-thread.ts';
import { ownBytes } from './body-holder.ts';
import { cancelled } from './body-openings.ts';
import { messageWorker } from './message-worker-entry.ts';
import type { FindingsAsked } from './window/read-findings.ts';

/**
 * Checks of large bodies, one after the other: each in a thread of its own, which ends with it, or at once when nobody waits any longer.
 * @method run `load` is called when its turn has come; its bytes are given away. @throws AppError CANCELLED | INTERNAL, and what `load` throws
 */
export type LargeChecks = {
  run(load: () => Promise<Body>, asked: FindingsAsked, signal: AbortSignal): Promise<Finding[]>;
};

/** As long as a query may take at all. */
const limitMs = 120_000;

export function createLargeChecks({ clock }: { clock: Pick<Clock, 'after'> }): LargeChecks {
  let last: Promise<unknown> = Promise.resolve();

  async function check(load: () => Promise<Body>, asked: FindingsAsked, signal: AbortSignal): Promise<Finding[]> {
    if (signal.aborted) throw cancelled();
    const body = await load();
    const bytes = ownBytes(body.bytes);
    const thread = createWorkThread({ entry: messageWorker, clock, name: 'message check', limitMs });
    try {
      const args = { body: { ...body, bytes }, ...asked };
      const reply = await thread.send({ name: 'check', args, transfer: [bytes.buffer] }, signal);
      if (reply.kind === 'ended') throw cancelled();
      return reply.value as Finding[];
    } finally {
      thread.close();
    }
  }

  return {
    run(load, asked, signal) {
      const turn = last.then(() => check(load, asked, signal));
      // The next one begins when this one is over, however it ended.
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
