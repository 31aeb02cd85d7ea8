import { parentPort, workerData } from 'node:worker_threads';
import { setHl7OverlayFolders } from '../../platform/hl7-dictionaries.ts';
import type { ThreadAnswer, ThreadRequest } from '../../platform/work-thread.ts';
import { bodyOperations } from './body-operations.ts';
import { createSessionOperations } from './window/session-operations.ts';

setHl7OverlayFolders((workerData as { overlayFolders: string[] }).overlayFolders);

const operations: Record<string, unknown> = { ...bodyOperations, ...createSessionOperations() };

/** Entry of the threads that read large bodies; see `body-work.ts` and `body-sessions.ts`. */
parentPort?.on('message', (request: ThreadRequest) => parentPort?.postMessage(answer(request)));

function answer({ id, name, args }: ThreadRequest): ThreadAnswer {
  try {
    return { id, value: (operations[name] as (given: unknown) => unknown)(args) };
  } catch {
    return { id };
  }
}
