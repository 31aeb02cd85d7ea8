import { Worker } from 'node:worker_threads';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { hl7OverlayFolders } from './hl7-dictionaries.ts';
import type { Clock } from './ports.ts';

/** `value` absent: the operation threw. What it threw stays in its thread, for its text may quote the message. */
export type ThreadAnswer = { id: number; value?: unknown };
export type ThreadRequest = { id: number; name: string; args: unknown };

/** `ended`: the thread ended before the request reached it, with all it held; asked again, another thread answers. */
export type ThreadReply = { kind: 'answered'; value: unknown } | { kind: 'ended' };

/**
 * One thread that answers requests one after the other; begun when first asked, ended when an answer takes longer than `limitMs`.
 * @method send `transfer` goes over without a copy and is empty here afterwards, unless the thread had ended.
 *   @throws AppError CANCELLED | INTERNAL when it cannot be answered
 */
export type WorkThread = {
  send(request: { name: string; args: unknown; transfer?: ArrayBuffer[] }, signal: AbortSignal): Promise<ThreadReply>;
  close(): void;
};

/** `entry`: the module that answers in the thread, as `entryPath` finds it. */
export type WorkThreadDeps = {
  entry: URL;
  clock: Pick<Clock, 'after'>;
  name: string;
  limitMs: number;
  /** The thread is gone, with all it held; the next request begins another. */
  onEnd?: () => void;
};

const resourceLimits = { maxOldGenerationSizeMb: 1024 };

type Waiting = { request: ThreadRequest; transfer: ArrayBuffer[]; settle(answer: ThreadAnswer | null): void };

export function createWorkThread({ entry, clock, name, limitMs, onEnd }: WorkThreadDeps): WorkThread {
  let worker: Worker | null = null;
  let current: Waiting | null = null;
  let lastId = 0;
  let cancelLimit: () => void = () => undefined;
  const queue: Waiting[] = [];

  function start(): Worker {
    const started = new Worker(entry, {
      name,
      resourceLimits,
      workerData: { overlayFolders: hl7OverlayFolders() },
    });
    // Nobody waits for it alone: a core that ends need not know of it.
    started.unref();
    started.on('message', finish);
    const died = (): void => {
      if (worker !== started) return;
      worker = null;
      ended();
    };
    started.on('error', died).on('exit', died);
    return started;
  }

  function finish(answer: ThreadAnswer): void {
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
    worker.postMessage(current.request, current.transfer);
    cancelLimit = clock.after(limitMs, stop);
  }

  /** A thread in a calculation hears nothing: it can only be ended. */
  function stop(): void {
    const stuck = worker;
    worker = null;
    void stuck?.terminate();
    if (stuck !== null) ended();
  }

  /** Who waits may ask for what the thread held: they decide whether to ask another thread. */
  function ended(): void {
    onEnd?.();
    for (const { settle } of queue.splice(0)) settle(null);
    if (current !== null) finish({ id: current.request.id });
  }

  function ask(asked: { name: string; args: unknown; transfer?: ArrayBuffer[] }, signal: AbortSignal) {
    return new Promise<ThreadAnswer | null>((resolve, reject) => {
      lastId += 1;
      const waiting: Waiting = {
        request: { id: lastId, name: asked.name, args: asked.args },
        transfer: asked.transfer ?? [],
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
    async send(asked, signal) {
      const answer = await ask(asked, signal);
      if (answer === null) return { kind: 'ended' };
      if ('value' in answer) return { kind: 'answered', value: answer.value };
      throw new AppError('INTERNAL', 'This message could not be read here.', { messageKey: 'errors.internal' });
    },
    close() {
      for (const { settle, request } of queue.splice(0)) settle({ id: request.id });
      stop();
    },
  };
}
