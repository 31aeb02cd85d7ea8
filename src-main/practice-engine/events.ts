import { join } from 'node:path';
import { Journal, readJournal } from './messages/journal.ts';

/** A row of the engine's audit table. `attributes` end in a line break, as the real engine writes them. */
export type AuditEvent = {
  id: number;
  at: number;
  name: string;
  attributes: [key: string, value: string][];
  outcome: 'SUCCESS' | 'FAILURE';
  userId: number;
};

const limit = 5_000;

/** Survives restarts; the newest 5000 are kept. */
export class AuditEvents {
  readonly #journal: Journal<AuditEvent>;
  readonly #now: () => number;
  #events: AuditEvent[];
  #linesSinceRewrite = 0;

  constructor(folder: string, now: () => number) {
    const path = join(folder, 'events.jsonl');
    this.#now = now;
    this.#events = readJournal<AuditEvent>(path).slice(-limit);
    this.#journal = new Journal(path);
    this.#journal.rewrite(this.#events);
  }

  add(event: { name: string; attributes: [string, string][]; outcome?: 'SUCCESS' | 'FAILURE'; userId?: number }): void {
    const added: AuditEvent = { outcome: 'SUCCESS', userId: 1, ...event, id: this.maxId() + 1, at: this.#now() };
    this.#events.push(added);
    if (this.#events.length > limit) this.#events.shift();
    this.#journal.append(added);
    if (++this.#linesSinceRewrite > 2 * limit) {
      this.#linesSinceRewrite = 0;
      this.#journal.rewrite(this.#events);
    }
  }

  maxId(): number {
    return this.#events.at(-1)?.id ?? 0;
  }

  newestFirst(): AuditEvent[] {
    return [...this.#events].reverse();
  }

  close(): void {
    this.#journal.close();
  }
}
