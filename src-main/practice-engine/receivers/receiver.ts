import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readHl7 } from '../hl7-standard-adapter.ts';
import { Journal, readJournal } from '../messages/journal.ts';
import { type MllpListener, openMllpListener } from '../mllp/mllp-listener.ts';
import type { ReceiverDefinition } from '../routing/definitions.ts';
import { composeAck, hl7Time } from '../routing/hl7-text.ts';

/** How a receiver behaves. `down` refuses connections; `slow` answers after `delayMs`. */
export type ReceiverMode =
  | { kind: 'up' }
  | { kind: 'down' }
  | { kind: 'slow'; delayMs: number }
  | { kind: 'nack'; code: 'AE' | 'AR'; text: string }
  | { kind: 'wrong-ack' };

/** One frame as it came off the wire; `answer` is the MSA-1 given, null while or when none was. */
export type ReceiverLogEntry = { at: number; bytesBase64: string; controlId: string; answer: string | null };

const logLimit = 5_000;
const maxFrameBytes = 64 * 1024 * 1024;

export type ReceiverDeps = { definition: ReceiverDefinition; folder: string; now: () => number; preferredPort: number };

/** A real MLLP sink that keeps every byte it was given, in memory and in a file of its own. */
export class Receiver {
  readonly definition: ReceiverDefinition;
  readonly #deps: ReceiverDeps;
  readonly #journal: Journal<ReceiverLogEntry>;
  readonly #stopping = new AbortController();
  #entries: ReceiverLogEntry[];
  #mode: ReceiverMode = { kind: 'up' };
  #listener: MllpListener | null = null;
  #port: number;
  #ackCount = 0;
  #linesSinceRewrite = 0;

  constructor(deps: ReceiverDeps) {
    this.definition = deps.definition;
    this.#deps = deps;
    this.#port = deps.preferredPort;
    mkdirSync(deps.folder, { recursive: true, mode: 0o700 });
    const path = join(deps.folder, `${deps.definition.id}.jsonl`);
    this.#entries = readJournal<ReceiverLogEntry>(path).slice(-logLimit);
    this.#journal = new Journal(path);
    this.#journal.rewrite(this.#entries);
  }

  /** The port it listens on, or listened on last. */
  get port(): number {
    return this.#port;
  }

  get mode(): ReceiverMode {
    return this.#mode;
  }

  log(): readonly ReceiverLogEntry[] {
    return this.#entries;
  }

  async open(): Promise<void> {
    if (this.#mode.kind !== 'down') await this.#listen();
  }

  /** Takes effect for the next frame; `down` also cuts open connections. */
  async setMode(mode: ReceiverMode): Promise<void> {
    this.#mode = mode;
    if (mode.kind === 'down') await this.#unlisten();
    else await this.#listen();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#unlisten();
    this.#journal.close();
  }

  async #listen(): Promise<void> {
    if (this.#listener !== null) return;
    const open = (port: number) => openMllpListener({ port, maxFrameBytes, onFrame: (body) => this.#receive(body) });
    // The port of the last run may have been taken meanwhile; channels ask for the port at each send.
    this.#listener = await open(this.#port).catch(() => open(0));
    this.#port = this.#listener.port;
  }

  async #unlisten(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.close();
  }

  async #receive(body: Buffer): Promise<Buffer | null> {
    const mode = this.#mode;
    const reader = readHl7(body.toString('utf8'));
    const controlId = reader?.field('MSH.10') ?? '';
    const code = mode.kind === 'nack' ? mode.code : 'AA';
    this.#keep({
      at: this.#deps.now(),
      bytesBase64: body.toString('base64'),
      controlId,
      answer: mode.kind === 'slow' ? null : code,
    });
    if (mode.kind === 'slow' && !(await this.#waited(mode.delayMs))) return null;
    const ack = composeAck({
      code,
      controlId: mode.kind === 'wrong-ack' ? `${controlId}-OTHER` : controlId,
      ackControlId: `A${this.definition.application}${++this.#ackCount}`,
      text: mode.kind === 'nack' ? mode.text : '',
      time: hl7Time(this.#deps.now()),
      sender: `${this.definition.application}|${this.definition.facility}`,
      receiver: `${reader?.field('MSH.3') ?? ''}|${reader?.field('MSH.4') ?? ''}`,
      triggerEvent: '',
    });
    return Buffer.from(ack, 'utf8');
  }

  async #waited(delayMs: number): Promise<boolean> {
    return sleep(delayMs, true, { signal: this.#stopping.signal }).catch(() => false);
  }

  #keep(entry: ReceiverLogEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > logLimit) this.#entries = this.#entries.slice(-logLimit);
    this.#journal.append(entry);
    if (++this.#linesSinceRewrite > logLimit) {
      this.#linesSinceRewrite = 0;
      this.#journal.rewrite(this.#entries);
    }
  }
}
