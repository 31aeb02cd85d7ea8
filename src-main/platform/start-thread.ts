import type { EventEmitter } from 'node:events';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** A worker as far as its owner needs it; it emits `message`, `error` and `exit`. */
export type Thread = EventEmitter & Pick<Worker, 'postMessage' | 'terminate'>;

/** A thread that runs the module at `entry`. The unit tests put another in its place, which uses threads again (`test/threads/`). */
export function startThread(entry: URL, options: WorkerOptions): Thread {
  return new Worker(entry, options);
}
