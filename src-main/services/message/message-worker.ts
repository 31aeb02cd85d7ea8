import { parentPort } from 'node:worker_threads';
import { type BodyAnswer, type BodyRequest, bodyOperations } from './body-operations.ts';

/** Entry of the thread that reads large bodies; see `body-work.ts`. */
parentPort?.on('message', (request: BodyRequest) => parentPort?.postMessage(answer(request)));

function answer({ id, name, args }: BodyRequest): BodyAnswer {
  try {
    return { id, value: (bodyOperations[name] as (given: unknown) => unknown)(args) };
  } catch {
    return { id };
  }
}
