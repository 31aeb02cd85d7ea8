import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort, type Transferable, Worker, type WorkerOptions } from 'node:worker_threads';
import type { Thread } from '../../src-main/platform/start-thread.ts';

/**
 * In place of the product's in unit tests: a database thread that was closed serves the next store of the same test file. To start three of them took
 * most of the time of opening one. What a thread is told, answers and how it ends is the same; only that it begins by loading its code is not.
 */
export function startThread(entry: URL, options: WorkerOptions): Thread {
  const lasting = join(process.env.VAKTBORD_THREADS ?? '', 'lasting-store-worker.js');
  if (!entry.pathname.endsWith('/store-worker.js') || !existsSync(lasting)) return new Worker(entry, options);
  const { workerData: setup, ...others } = options;
  const thread = idle.pop() ?? new Worker(pathToFileURL(lasting), others);
  return new LentThread(thread, setup);
}

const idle: Worker[] = [];

/** Nothing that a thread remembers goes from one test file to another. */
export async function endIdleThreads(): Promise<void> {
  await Promise.all(idle.splice(0).map((thread) => thread.terminate()));
}

/** What `lane.ts` uses of a worker. */
class LentThread extends EventEmitter implements Thread {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  #hasEnded = false;

  constructor(thread: Worker, setup: unknown) {
    super();
    this.#thread = thread;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    thread.removeAllListeners();
    thread.once('error', (error) => this.emit('error', error));
    thread.once('exit', (code) => this.#end(code));
    port1.on('message', (message) => this.emit('message', message));
    port1.once('close', () => {
      if (this.#hasEnded) return;
      thread.removeAllListeners();
      thread.unref();
      idle.push(thread);
      this.#end(0);
    });
    thread.postMessage({ port: port2, setup }, [port2]);
  }

  #end(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#port.close();
    this.emit('exit', code);
  }

  postMessage(message: unknown, transfer: readonly Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  async terminate(): Promise<number> {
    const ended = once(this, 'exit');
    await this.#thread.terminate();
    await ended;
    return 1;
  }
}
