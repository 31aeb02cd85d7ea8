import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startThread, type Thread } from '../../platform/start-thread.ts';
import { storeError, unpackError } from '../sqlite/store-error.ts';
import type { ArgsOf, LaneReply, LaneRequest, LaneSetup, OperationMap, ResultOf } from './protocol.ts';

/** A worker thread seen from the event loop. Started by `start` or the first call; started anew by the first call after it died. */
export type Lane<Map extends OperationMap> = {
  /** Lets the thread load its code, so that the first call finds it running. Opens no file. */
  start(): void;
  /** Calls not answered yet. */
  pending(): number;
  call<Name extends keyof Map & string>(name: Name, args: ArgsOf<Map, Name>): Promise<ResultOf<Map, Name>>;
  /** Waits for what is under way, lets the worker close its files and ends it. */
  close(): Promise<void>;
};

/** Calls handed to a worker at a time; the others wait here, so that a flood fills no message port. */
const maxInFlight = 64;

/** A small nursery is collected often: rows are short-lived, and each thread would keep 100 MB of them otherwise (measured). */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

const endLimitMs = 5000;

type Waiting = { request: LaneRequest; settle(reply: LaneReply): void; fail(error: unknown): void };

/** Calls that are made together cross together: a message to a thread costs as much as many a query (measured: 80 µs under load). */
function createOutbox(post: (requests: LaneRequest[]) => void, fail: (id: number, error: unknown) => void) {
  let held: LaneRequest[] = [];
  const hand = (requests: LaneRequest[]) => {
    try {
      post(requests);
    } catch (error) {
      const [first, second] = requests;
      if (first !== undefined && second === undefined) fail(first.id, error);
      else for (const request of requests) hand([request]); // what cannot cross keeps no other one back
    }
  };
  const flush = () => {
    const requests = held;
    held = [];
    if (requests.length > 0) hand(requests);
  };
  return {
    add(request: LaneRequest): void {
      // After everything that is ready to run now, and before anything that has to be waited for.
      if (held.length === 0) queueMicrotask(() => process.nextTick(flush));
      held.push(request);
    },
    clear(): void {
      held = [];
    },
  };
}

export function createLane<Map extends OperationMap>(entry: URL, setup: LaneSetup): Lane<Map> {
  let worker: Thread | null = null;
  let lastId = 0;
  let isClosed = false;
  const inFlight = new Map<number, Waiting>();
  const queue: Waiting[] = [];
  const outbox = createOutbox(
    (requests) => worker?.postMessage(requests),
    (id, error) => {
      inFlight.get(id)?.fail(error);
      inFlight.delete(id);
    },
  );

  const startWorker = (): Thread => {
    const started = startThread(entry, { workerData: setup, name: `store ${setup.role}`, resourceLimits });
    started.on('message', (replies: LaneReply[]) => {
      for (const reply of replies) {
        inFlight.get(reply.id)?.settle(reply);
        inFlight.delete(reply.id);
      }
      pump();
    });
    const died = (cause: unknown) => {
      if (worker === started) worker = null;
      const lost = [...inFlight.values()];
      inFlight.clear();
      outbox.clear();
      for (const { fail } of lost) fail(storeError('stopped', { cause, message: 'The database worker ended.' }));
      if (!isClosed) pump();
    };
    started.on('error', died);
    started.on('exit', () => {
      died(null);
    });
    return started;
  };

  const pump = () => {
    while (inFlight.size < maxInFlight) {
      const next = queue.shift();
      if (next === undefined) return;
      worker ??= startWorker();
      inFlight.set(next.request.id, next);
      outbox.add(next.request);
    }
  };

  const send = (name: string, args: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const settle = (reply: LaneReply) => {
        if (reply.ok) resolve(reply.value);
        else reject(unpackError(reply.error));
      };
      lastId += 1;
      queue.push({ request: { id: lastId, name, args }, settle, fail: reject });
      pump();
    });

  return {
    start() {
      if (!isClosed) worker ??= startWorker();
    },
    pending: () => inFlight.size + queue.length,
    async call(name, args) {
      if (isClosed) throw storeError('stopped');
      return (await send(name, args)) as ResultOf<Map, typeof name>;
    },
    async close() {
      isClosed = true;
      if (worker === null) return;
      const ended = once(worker, 'exit');
      await send('close', null).catch(() => undefined); // a worker that died has nothing left to close
      // It ends by itself once its port is closed; cutting a thread off in the middle of that is not safe with native handles.
      const isLate = await Promise.race([ended, sleep(endLimitMs, 'late', { ref: false })]);
      if (isLate === 'late') await worker?.terminate();
    },
  };
}
