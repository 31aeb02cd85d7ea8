import { AppError, type Reply } from '../../src-shared/domain/app-error.ts';
import type { Store } from '../store/store.ts';

type AnyReply = Reply<unknown>;
type Run = () => Promise<{ reply: AnyReply; hasRun: boolean }>;

/** @param onForgotten the outcome stands, but could not be written down */
export type RequestsDeps = { stored: Store['journal']['requests']; onForgotten: (cause: unknown) => void };

/**
 * The same request id of the same person again returns the first outcome and does nothing; two at once run once.
 * `run` answers with `hasRun` false when the call was refused before its handler: then nothing is remembered.
 * @throws AppError CONFLICT when the id belongs to another procedure; STORE_UNAVAILABLE before anything ran
 */
export function createRequests({ stored, onForgotten }: RequestsDeps) {
  const running = new Map<string, { procedure: string; reply: Promise<AnyReply> }>();

  async function once(call: { key: string; procedure: string }, run: Run): Promise<AnyReply> {
    const first = await stored.find(call.key);
    if (first !== null) {
      if (first.procedure !== call.procedure) throw usedElsewhere();
      return JSON.parse(first.reply) as AnyReply;
    }
    const { reply, hasRun } = await run();
    if (hasRun && isOutcome(reply)) {
      await stored.remember(call.key, call.procedure, JSON.stringify(reply)).catch(onForgotten);
    }
    return reply;
  }

  function run(call: { key: string; procedure: string }, work: Run): Promise<AnyReply> {
    const already = running.get(call.key);
    if (already !== undefined) {
      return already.procedure === call.procedure ? already.reply : Promise.reject(usedElsewhere());
    }
    const reply = once(call, work).finally(() => running.delete(call.key));
    running.set(call.key, { procedure: call.procedure, reply });
    return reply;
  }

  return { run };
}

export type Requests = ReturnType<typeof createRequests>;

/** A cancelled call or a broken store decided nothing: the same request may be made again. */
function isOutcome(reply: AnyReply): boolean {
  return reply.ok || !['CANCELLED', 'STORE_UNAVAILABLE'].includes(reply.error.code);
}

function usedElsewhere(): AppError {
  return new AppError('CONFLICT', 'This request id belongs to another request.', { messageKey: 'errors.requestId' });
}
