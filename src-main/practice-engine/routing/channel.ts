import type { EngineLogs } from '../logs.ts';
import type { ConnectorRow, MapEntry, StoredMessage } from '../messages/message.ts';
import type { MessageStore } from '../messages/message-store.ts';
import { type ConnectionEnds, type MllpListener, openMllpListener } from '../mllp/mllp-listener.ts';
import { reattach } from './attachments.ts';
import { ChannelLog } from './channel-log.ts';
import type { ChannelDefinition, DestinationDefinition, RoutingDefinition, StepDefinition } from './definitions.ts';
import { deliver, toStageResponse } from './delivery.ts';
import { type AttemptOutcome, DestinationQueue } from './destination-queue.ts';
import { type PipelineDeps, type ProcessInput, type ProcessResult, processMessage } from './pipeline.ts';

export type ChannelState = 'UNDEPLOYED' | 'STARTED' | 'PAUSED' | 'STOPPED';
export type ConnectorState = 'STARTED' | 'STOPPED';

export type ChannelDeps = {
  definition: ChannelDefinition;
  tables: RoutingDefinition['tables'];
  store: MessageStore;
  logs: EngineLogs;
  now: () => number;
  preferredPort: number;
  receiverPort: (receiverId: string) => number;
  /** The saved revision, as of the last run. */
  revision: number;
  onDeployed: (version: ChannelVersion) => void;
};

/** What runs of a channel: `isChanged` = with steps that its definition does not have. */
export type ChannelVersion = { revision: number; deployedAt: number; isChanged: boolean };

const maxFrameBytes = 32 * 1024 * 1024;

/** One integration flow with a life: its listener, its destinations and their queues. */
export class Channel {
  #definition: ChannelDefinition;
  readonly store: MessageStore;
  readonly #deps: ChannelDeps;
  readonly #pipeline: PipelineDeps;
  readonly #queues = new Map<number, DestinationQueue>();
  readonly #stoppedDestinations = new Set<number>();
  readonly #log: ChannelLog;
  readonly #sending = new AbortController();
  /** What is under way: the files stay open until it has ended. */
  readonly #work = new Set<Promise<void>>();
  #listener: MllpListener | null = null;
  #port: number;
  #state: ChannelState = 'UNDEPLOYED';
  #deployedAt = 0;
  #revision: number;

  constructor(deps: ChannelDeps) {
    this.#definition = deps.definition;
    this.#revision = deps.revision;
    this.store = deps.store;
    this.#deps = deps;
    this.#port = deps.preferredPort;
    this.#log = new ChannelLog(deps.definition, deps.logs);
    const definition = () => this.#definition;
    this.#pipeline = {
      get definition() {
        return definition();
      },
      tables: deps.tables,
      store: deps.store,
      now: deps.now,
      dispatch: (message, row) => this.#dispatch(message, row),
      onError: (row) => this.#log.error(row),
    };
  }

  get definition(): ChannelDefinition {
    return this.#definition;
  }

  /** Saved and deployed are one here: nothing is saved without being deployed. */
  get revision(): number {
    return this.#revision;
  }

  get state(): ChannelState {
    return this.#state;
  }

  get deployedAt(): number {
    return this.#deployedAt;
  }

  /** The port of its MLLP listener, or the one it had last. */
  get port(): number {
    return this.#port;
  }

  /** The next start takes any free port. */
  forgetPort(): void {
    this.#port = 0;
  }

  queued(metaDataId: number): number {
    return this.#queues.get(metaDataId)?.length ?? 0;
  }

  connectorState(metaDataId: number): ConnectorState {
    if (this.#state === 'STOPPED') return 'STOPPED';
    if (metaDataId === 0) return this.#listener === null ? 'STOPPED' : 'STARTED';
    return this.#stoppedDestinations.has(metaDataId) ? 'STOPPED' : 'STARTED';
  }

  /** What a connector does right now, e.g. `Idle`, `Sending`, `Connected (2)`. */
  activity(metaDataId: number): string {
    const connections = this.#listener?.connectionCount() ?? 0;
    if (metaDataId === 0 && connections > 0) return `Connected (${connections})`;
    return this.#log.activity(metaDataId);
  }

  /** Takes the channel into service in its initial state. @throws the socket's error when its port is taken */
  async deploy(): Promise<void> {
    if (this.#state !== 'UNDEPLOYED') await this.undeploy();
    this.#deployedAt = this.#deps.now();
    this.#deps.onDeployed({
      revision: this.#revision,
      deployedAt: this.#deployedAt,
      isChanged: this.#definition !== this.#deps.definition,
    });
    this.#stoppedDestinations.clear();
    this.definition.destinations.forEach((destination, index) => {
      if (destination.queue !== null) this.#queues.set(index + 1, this.#openQueue(destination, index + 1));
    });
    this.#state = 'STOPPED';
    if (this.definition.initialState === 'STOPPED') return;
    await this.start();
    if (this.definition.initialState === 'PAUSED') await this.pause();
  }

  /** Saves a new revision, with these steps at the end of every destination, and deploys it. None = as it is defined. */
  async deployChanged(steps: StepDefinition[]): Promise<void> {
    const { definition } = this.#deps;
    const changed = definition.destinations.map((each) => ({ ...each, steps: [...each.steps, ...steps] }));
    this.#definition = steps.length === 0 ? definition : { ...definition, destinations: changed };
    this.#revision += 1;
    await this.deploy();
  }

  async undeploy(): Promise<void> {
    await this.stop();
    this.#queues.clear();
    this.#state = 'UNDEPLOYED';
  }

  async start(): Promise<void> {
    if (this.#state === 'UNDEPLOYED') return;
    for (const [metaDataId, queue] of this.#queues) if (!this.#stoppedDestinations.has(metaDataId)) queue.start();
    await this.#listen();
    this.#state = 'STARTED';
  }

  async stop(): Promise<void> {
    if (this.#state === 'UNDEPLOYED') return;
    await this.#unlisten();
    for (const queue of this.#queues.values()) await queue.stop();
    this.#state = 'STOPPED';
  }

  /** The source stops taking messages, the destinations go on. */
  async pause(): Promise<void> {
    if (this.#state !== 'STARTED') return;
    await this.#unlisten();
    this.#state = 'PAUSED';
  }

  async resume(): Promise<void> {
    if (this.#state === 'PAUSED') await this.start();
  }

  /** @returns false when the channel has no such connector */
  async startConnector(metaDataId: number): Promise<boolean> {
    if (metaDataId === 0) await this.resume();
    this.#stoppedDestinations.delete(metaDataId);
    if (this.#state === 'STARTED' || this.#state === 'PAUSED') this.#queues.get(metaDataId)?.start();
    return metaDataId <= this.definition.destinations.length;
  }

  /** Only the source and destinations with a queue can be stopped; others stay as they are, silently [42e]. */
  async stopConnector(metaDataId: number): Promise<boolean> {
    if (metaDataId === 0) await this.pause();
    const queue = this.#queues.get(metaDataId);
    if (queue !== undefined) {
      this.#stoppedDestinations.add(metaDataId);
      await queue.stop();
    }
    return metaDataId <= this.definition.destinations.length;
  }

  /** True when messages can be handed in, over MLLP or through the API. */
  get isAccepting(): boolean {
    return this.#state === 'STARTED' || this.#state === 'PAUSED';
  }

  async process(input: ProcessInput): Promise<ProcessResult> {
    const { replaces } = input;
    for (const row of replaces?.rows ?? []) this.#queues.get(row.metaDataId)?.remove(replaces?.messageId ?? 0);
    const work = processMessage(this.#pipeline, input);
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#work.add(settled);
    void settled.then(() => this.#work.delete(settled));
    return work;
  }

  /** Takes a waiting message out of the queues, so that it is not sent after its removal. */
  forget(messageId: number, metaDataId: number | null): void {
    for (const [id, queue] of this.#queues) if (metaDataId === null || id === metaDataId) queue.remove(messageId);
  }

  async close(): Promise<void> {
    this.#sending.abort();
    await this.stop();
    await Promise.all(this.#work);
    this.store.close();
  }

  async #listen(): Promise<void> {
    if (this.#listener !== null) return;
    const open = (port: number) =>
      openMllpListener({ port, maxFrameBytes, onFrame: (body, ends) => this.#receive(body, ends) });
    this.#listener = await open(this.#port);
    this.#port = this.#listener.port;
  }

  async #unlisten(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.close();
  }

  async #receive(body: Buffer, ends: ConnectionEnds): Promise<Buffer> {
    const from = `${ends.localAddress}:${ends.localPort}`;
    this.#log.note(0, 'Receiving', `Message received from ${from}, processing... `);
    const sourceMap: MapEntry[] = [
      ['localPort', { type: 'int', value: ends.localPort }],
      ['localAddress', { type: 'string', value: ends.localAddress }],
      ['remotePort', { type: 'int', value: ends.remotePort }],
      ['remoteAddress', { type: 'string', value: ends.remoteAddress }],
    ];
    const result = await this.process({
      raw: body.toString('utf8'),
      sourceMap,
      destinationIds: null,
      originalId: null,
      replaces: null,
    });
    this.#log.note(0, 'Info', `Sending response to ${from}... `);
    this.#log.note(0, 'Idle', `${from} -> ${ends.remoteAddress}:${ends.remotePort}`);
    return Buffer.from(result.ack, 'utf8');
  }

  #openQueue(destination: DestinationDefinition, metaDataId: number): DestinationQueue {
    const waiting = this.store
      .newestFirst()
      .filter((message) => message.rows.some((row) => row.metaDataId === metaDataId && row.status === 'QUEUED'))
      .map((message) => message.messageId);
    const attempt = (messageId: number, signal: AbortSignal) => this.#attempt(messageId, metaDataId, signal);
    return new DestinationQueue({ retryIntervalMs: destination.queue?.retryIntervalMs ?? 10_000, attempt }, waiting);
  }

  async #dispatch(message: StoredMessage, row: ConnectorRow): Promise<void> {
    const queue = this.#queues.get(row.metaDataId);
    if (queue === undefined) {
      await this.#send(message, row, this.#sending.signal);
      return;
    }
    row.status = 'QUEUED';
    row.response = { status: 'QUEUED', message: '', error: '', statusMessage: 'Message queued successfully' };
    this.store.save(message);
    queue.add(message.messageId);
  }

  async #attempt(messageId: number, metaDataId: number, signal: AbortSignal): Promise<AttemptOutcome> {
    const message = this.store.find(messageId);
    const row = message?.rows.find((candidate) => candidate.metaDataId === metaDataId && candidate.status === 'QUEUED');
    if (message === null || row === undefined) return 'done';
    await this.#send(message, row, signal);
    return (row.status as string) === 'QUEUED' ? 'retry' : 'done';
  }

  async #send(message: StoredMessage, row: ConnectorRow, signal: AbortSignal): Promise<void> {
    const destination = this.definition.destinations[row.metaDataId - 1];
    if (destination === undefined || row.encoded === null) return;
    const port = this.#deps.receiverPort(destination.receiverId);
    const body = reattach(row.encoded, message.attachments);
    row.sendAttempts++;
    row.sentAt = this.#deps.now();
    row.sent = {
      body,
      host: '127.0.0.1',
      port,
      isQueueEnabled: destination.queue !== null,
      retryIntervalMs: destination.queue?.retryIntervalMs,
      timeoutMs: destination.responseTimeoutMs,
    };
    this.#log.note(row.metaDataId, 'Sending', '');
    const input = { port, body, controlId: message.fields?.controlId ?? '', timeoutMs: destination.responseTimeoutMs };
    const delivery = await deliver(input, signal);
    const status =
      delivery.kind === 'sent' ? 'SENT' : delivery.kind === 'undelivered' && destination.queue ? 'QUEUED' : 'ERROR';
    row.status = status;
    row.response = toStageResponse(delivery, status);
    row.processingError = delivery.error;
    row.respondedAt = this.#deps.now();
    this.store.count(row.metaDataId, status);
    // A message removed or replaced while it was under way must not come back.
    if (this.store.find(message.messageId) === message) this.store.save(message);
    const reason = `Error sending message (127.0.0.1:${port}): ${delivery.statusMessage.split('\n')[0]}`;
    if (status !== 'SENT') this.#log.note(row.metaDataId, 'Failure', reason);
    this.#log.note(row.metaDataId, 'Idle', '');
    if (status === 'ERROR') this.#log.error(row);
  }
}
