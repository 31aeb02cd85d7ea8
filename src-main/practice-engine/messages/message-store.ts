import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CompactMessage, compactMessage, expandMessage } from './compact.ts';
import { Journal, readJournal } from './journal.ts';
import type { RowStatus, StoredMessage } from './message.ts';

/** Statuses that have a counter; QUEUED has none, as in the real engine. */
export const countedStatuses = ['RECEIVED', 'FILTERED', 'SENT', 'ERROR'] as const;
export type CountedStatus = (typeof countedStatuses)[number];
export type Counters = Record<CountedStatus, number>;

type Line =
  | { kind: 'message'; message: CompactMessage }
  | { kind: 'removed'; messageId: number }
  | { kind: 'counters'; metaDataId: number; counters: Counters }
  | { kind: 'next'; messageId: number };

/** The messages and counters of one channel, in memory and in a journal file of its own. */
export class MessageStore {
  readonly #messages = new Map<number, StoredMessage>();
  readonly #counters = new Map<number, Counters>();
  readonly #journal: Journal<Line>;
  readonly #retention: number;
  #nextId = 1;
  #linesSinceRewrite = 0;

  /** @param retention newest messages kept; the oldest finished ones go first */
  constructor(folder: string, channelId: string, retention: number) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${channelId}.jsonl`);
    for (const line of readJournal<Line>(path)) this.#replay(line);
    this.#retention = retention;
    this.#journal = new Journal(path);
    this.#rewrite();
  }

  /** A new message id; ids are never given twice, not even after a removal and a restart. */
  allocateId(): number {
    const id = this.#nextId++;
    this.#append({ kind: 'next', messageId: this.#nextId });
    return id;
  }

  maxMessageId(): number {
    return this.#nextId - 1;
  }

  find(messageId: number): StoredMessage | null {
    return this.#messages.get(messageId) ?? null;
  }

  /** All messages, newest id first. */
  newestFirst(): StoredMessage[] {
    return [...this.#messages.values()].sort((a, b) => b.messageId - a.messageId);
  }

  /** Keeps the message as it is now; call again after each change. */
  save(message: StoredMessage): void {
    this.#messages.set(message.messageId, message);
    this.#append({ kind: 'message', message: compactMessage(message) });
    if (this.#messages.size > this.#retention) this.#dropOldest();
    if (this.#linesSinceRewrite > this.#messages.size + 2_000) this.#rewrite();
  }

  remove(messageId: number): void {
    if (this.#messages.delete(messageId)) this.#append({ kind: 'removed', messageId });
  }

  counters(metaDataId: number): Counters {
    return this.#counters.get(metaDataId) ?? { RECEIVED: 0, FILTERED: 0, SENT: 0, ERROR: 0 };
  }

  /** @param by negative when a row is replaced by a new attempt */
  count(metaDataId: number, status: RowStatus, by = 1): void {
    if (!isCounted(status)) return;
    const counters = { ...this.counters(metaDataId) };
    counters[status] = Math.max(0, counters[status] + by);
    this.#counters.set(metaDataId, counters);
    this.#append({ kind: 'counters', metaDataId, counters });
  }

  close(): void {
    this.#journal.close();
  }

  #append(line: Line): void {
    this.#linesSinceRewrite++;
    this.#journal.append(line);
  }

  #replay(line: Line): void {
    if (line.kind === 'message') {
      this.#messages.set(line.message.messageId, expandMessage(line.message));
      this.#nextId = Math.max(this.#nextId, line.message.messageId + 1);
    } else if (line.kind === 'removed') this.#messages.delete(line.messageId);
    else if (line.kind === 'counters') this.#counters.set(line.metaDataId, line.counters);
    else this.#nextId = Math.max(this.#nextId, line.messageId);
  }

  #dropOldest(): void {
    for (const message of this.#messages.values()) {
      if (this.#messages.size <= this.#retention) return;
      if (message.rows.some((row) => row.status === 'QUEUED')) continue;
      this.remove(message.messageId);
    }
  }

  #rewrite(): void {
    this.#linesSinceRewrite = 0;
    this.#journal.rewrite(this.#snapshot());
  }

  *#snapshot(): Generator<Line> {
    yield { kind: 'next', messageId: this.#nextId };
    for (const [metaDataId, counters] of this.#counters) yield { kind: 'counters', metaDataId, counters };
    for (const message of this.#messages.values()) yield { kind: 'message', message: compactMessage(message) };
  }
}

function isCounted(status: RowStatus): status is CountedStatus {
  return (countedStatuses as readonly string[]).includes(status);
}
