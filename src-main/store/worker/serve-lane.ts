import type { MessagePort } from 'node:worker_threads';
import { packError } from '../sqlite/store-error.ts';
import type { LaneReply, LaneRequest } from './protocol.ts';

/** Lets other requests of this thread run between two windows of a scan. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

export function reply(port: MessagePort, answer: LaneReply): void {
  port.postMessage(answer);
}

/** Answers every request by `run`, side by side; what it throws crosses as data. `close` ends the thread afterwards. */
export function serveRequests(port: MessagePort, run: (request: LaneRequest) => unknown): void {
  const answer = async (request: LaneRequest) => {
    try {
      reply(port, { id: request.id, ok: true, value: await run(request) });
    } catch (error) {
      reply(port, { id: request.id, ok: false, error: packError(error) });
    }
    if (request.name === 'close') port.close();
  };
  port.on('message', (request: LaneRequest) => {
    void answer(request);
  });
}
