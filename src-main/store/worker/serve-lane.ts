import type { MessagePort } from 'node:worker_threads';
import { packError } from '../sqlite/store-error.ts';
import type { LaneReply, LaneRequest } from './protocol.ts';

/** Lets other requests of this thread run between two windows of a scan. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** How long replies that are ready, and requests that came with others, wait for those: then other messages have their turn. */
const longestHoldMs = 4;

/**
 * Answers every request by `run`, side by side, begun in the order in which they came; what it throws crosses as data. Answers that are ready
 * together cross together. `close` ends the thread afterwards.
 */
export function serveRequests(port: MessagePort, run: (request: LaneRequest) => unknown): void {
  const outbox = createReplies(port);
  const inbox: LaneRequest[] = [];
  let isBeginning = false;
  const answer = async (request: LaneRequest) => {
    try {
      outbox.add({ id: request.id, ok: true, value: await run(request) });
    } catch (error) {
      outbox.add({ id: request.id, ok: false, error: packError(error) });
    }
    if (request.name !== 'close') return;
    outbox.flush();
    port.close();
  };
  const begin = () => {
    const startedAt = performance.now();
    for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) {
      void answer(next);
      if (inbox.length === 0 || performance.now() - startedAt < longestHoldMs) continue;
      setImmediate(begin);
      return;
    }
    isBeginning = false;
  };
  port.on('message', (requests: LaneRequest[]) => {
    inbox.push(...requests);
    if (isBeginning) return; // behind those that came before
    isBeginning = true;
    begin();
  });
}

function createReplies(port: MessagePort) {
  let held: LaneReply[] = [];
  let heldSince = 0;
  const flush = () => {
    const replies = held;
    held = [];
    if (replies.length === 0) return;
    try {
      port.postMessage(replies);
    } catch (error) {
      for (const reply of replies) postAlone(port, reply, error);
    }
  };
  return {
    flush,
    add(reply: LaneReply): void {
      if (held.length === 0) {
        heldSince = performance.now();
        queueMicrotask(() => process.nextTick(flush));
      }
      held.push(reply);
      if (performance.now() - heldSince > longestHoldMs) flush();
    },
  };
}

/** An answer that cannot cross is told as an error, and keeps no other one back. */
function postAlone(port: MessagePort, reply: LaneReply, cause: unknown): void {
  try {
    port.postMessage([reply]);
  } catch {
    port.postMessage([{ id: reply.id, ok: false, error: packError(cause) } satisfies LaneReply]);
  }
}
