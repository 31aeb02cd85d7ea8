import { Worker } from 'node:worker_threads';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { entryPath } from '../../platform/entry-path.ts';
import type { Clock } from '../../platform/ports.ts';
import {
  type ArgumentsOf,
  type BodyAnswer,
  type BodyRequest,
  type OperationName,
  type ResultOf,
  runOperation,
} from './body-operations.ts';

/**
 * Reads bodies without holding up anybody else: small ones at once, large ones one after the other in a thread of their own.
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
const maxBytesHere = 16 * 1024;
const defaultLimitMs = 30_000;
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

type Waiting = { request: BodyRequest; settle(answer: BodyAnswer): void };

export function createBodyWork({ clock, limitMs = defaultLimitMs }: BodyWorkDeps): BodyWork {
  let worker: Worker | null = null;
  let current: Waiting | null = null;
  let lastId = 0;
  let cancelLimit: () => void = () => undefined;
  const queue: Waiting[] = [];

  function start(): Worker {
    const started = new Worker(entryPath(import.meta.url, 'message-worker'), {
      name: 'message bodies',
      resourceLimits,
    });
    // Nobody waits for it alone: a core that ends need not know of it.
    started.unref();
    started.on('message', finish);
    const died = (): void => {
      if (worker !== started) return;
      worker = null;
      finish({ id: current?.request.id ?? 0 });
    };
    started.on('error', died).on('exit', died);
    return started;
  }

  function finish(answer: BodyAnswer): void {
    if (current?.request.id !== answer.id) return;
    const { settle } = current;
    current = null;
    cancelLimit();
    settle(answer);
    next();
  }

  function next(): void {
    if (current !== null) return;
    current = queue.shift() ?? null;
    if (current === null) return;
    worker ??= start();
    worker.postMessage(current.request);
    cancelLimit = clock.after(limitMs, stop);
  }

  /** A thread in a calculation hears nothing: it can only be ended. The next body gets a new one. */
  function stop(): void {
    const stuck = worker;
    worker = null;
    void stuck?.terminate();
    if (current !== null) finish({ id: current.request.id });
  }

  function send(name: OperationName, args: unknown, signal: AbortSignal): Promise<BodyAnswer> {
    return new Promise((resolve, reject) => {
      lastId += 1;
      const waiting: Waiting = {
        request: { id: lastId, name, args },
        settle: (answer) => {
          signal.removeEventListener('abort', onAbort);
          resolve(answer);
        },
      };
      const onAbort = (): void => {
        const at = queue.indexOf(waiting);
        if (at >= 0) queue.splice(at, 1);
        reject(new AppError('CANCELLED', 'The call was cancelled.'));
      };
      if (signal.aborted) return void onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      queue.push(waiting);
      next();
    });
  }

  return {
    async run(name, args, signal) {
      if (args.body.bytes.length <= maxBytesHere) return runOperation(name, args);
      const answer = await send(name, args, signal);
      if (!('value' in answer)) throw unreadable();
      return answer.value as ResultOf<typeof name>;
    },
    close() {
      for (const { settle, request } of queue.splice(0)) settle({ id: request.id });
      stop();
    },
  };
}

function unreadable(): AppError {
  return new AppError('INTERNAL', 'This message could not be read here.', { messageKey: 'errors.internal' });
}
