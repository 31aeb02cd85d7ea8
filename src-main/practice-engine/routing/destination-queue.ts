import { setTimeout as sleep } from 'node:timers/promises';

/** What became of one attempt: `retry` keeps the message at the head of the queue. */
export type AttemptOutcome = 'done' | 'retry';

export type DestinationQueueDeps = {
  retryIntervalMs: number;
  attempt: (messageId: number, signal: AbortSignal) => Promise<AttemptOutcome>;
};

/**
 * Sends waiting messages of one destination in order, one at a time. A failed head is tried again after the interval
 * and holds back what is behind it, as the real engine does without rotation.
 */
export class DestinationQueue {
  readonly #deps: DestinationQueueDeps;
  #messageIds: number[] = [];
  #running: { controller: AbortController; done: Promise<void> } | null = null;

  constructor(deps: DestinationQueueDeps, waitingIds: number[]) {
    this.#deps = deps;
    this.#messageIds = [...waitingIds].sort((a, b) => a - b);
  }

  get length(): number {
    return this.#messageIds.length;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  add(messageId: number): void {
    if (!this.#messageIds.includes(messageId)) this.#messageIds.push(messageId);
    this.#wake();
  }

  remove(messageId: number): void {
    this.#messageIds = this.#messageIds.filter((id) => id !== messageId);
  }

  start(): void {
    if (this.#running !== null) return;
    const controller = new AbortController();
    this.#running = { controller, done: this.#run(controller.signal) };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    running?.controller.abort();
    this.#wake();
    await running?.done;
  }

  #wake: () => void = () => undefined;

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const messageId = this.#messageIds[0];
      if (messageId === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      // An attempt that fails of itself (a full disk, say) is tried again like any other.
      const outcome = await this.#deps.attempt(messageId, signal).catch((): AttemptOutcome => 'retry');
      if (outcome === 'done') this.remove(messageId);
      else await sleep(this.#deps.retryIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
