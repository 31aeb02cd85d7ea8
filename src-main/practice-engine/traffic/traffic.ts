import { sendFrame } from '../mllp/mllp-sender.ts';
import type { Channel } from '../routing/channel.ts';
import { composeMessages, type Variant } from './messages.ts';
import { OrderBook } from './order-book.ts';
import { createRandom, type Random } from './random.ts';

export type TrafficDeps = { channels: readonly Channel[]; seed: number; now: () => number };

type ChannelTraffic = {
  channel: Channel;
  gaps: Random;
  variant: Variant;
  share: number;
  isSilent: boolean;
  sequence: number;
  timer: NodeJS.Timeout | null;
};

const answerTimeoutMs = 60_000;

/** The senders in front of the engine: MLLP clients, each with its own pace, that send what the seed says. */
export class Traffic {
  readonly #deps: TrafficDeps;
  readonly #byChannelId: Map<string, ChannelTraffic>;
  readonly #stopping = new AbortController();
  readonly #orders: OrderBook;
  #speed = 0;

  constructor(deps: TrafficDeps) {
    this.#deps = deps;
    this.#orders = new OrderBook(deps.seed);
    const entries = deps.channels.map((channel): [string, ChannelTraffic] => [
      channel.definition.id,
      {
        channel,
        gaps: createRandom(deps.seed, channel.definition.id, 'gaps'),
        variant: 'normal',
        share: 0,
        isSilent: false,
        sequence: channel.store.maxMessageId(),
        timer: null,
      },
    ]);
    this.#byChannelId = new Map(entries);
  }

  get isFlowing(): boolean {
    return this.#speed > 0;
  }

  /** Times the rates of the channel definitions; 0 stops all senders. */
  setSpeed(factor: number): void {
    this.#speed = factor;
    for (const traffic of this.#byChannelId.values()) this.#schedule(traffic);
  }

  /** From now on `share` of the channel's messages are of the variant. */
  setVariant(channelId: string, variant: Variant, share: number): void {
    const traffic = this.#byChannelId.get(channelId);
    if (traffic) Object.assign(traffic, { variant, share });
  }

  setSilent(channelId: string, isSilent: boolean): void {
    const traffic = this.#byChannelId.get(channelId);
    if (traffic) traffic.isSilent = isSilent;
  }

  /** Sends one business event at once and waits for the engine's answers. */
  async sendOne(channelId: string, variant: Variant): Promise<void> {
    const traffic = this.#byChannelId.get(channelId);
    if (traffic === undefined) return;
    const { channel } = traffic;
    const { kind } = channel.definition.traffic;
    const sequence = ++traffic.sequence;
    const bodies = composeMessages({
      order: this.#orders.next(kind, sequence),
      kind,
      channelId,
      seed: this.#deps.seed,
      sequence,
      at: this.#deps.now(),
      variant,
    });
    for (const body of bodies) await this.#send(channel, body);
  }

  /** Sends one body as it is and waits for the engine's answer. */
  async sendBody(channelId: string, body: Buffer): Promise<void> {
    const traffic = this.#byChannelId.get(channelId);
    if (traffic !== undefined) await this.#send(traffic.channel, body);
  }

  stop(): void {
    this.#stopping.abort();
    this.#speed = 0;
    for (const traffic of this.#byChannelId.values()) clearTimeout(traffic.timer ?? undefined);
  }

  /** What the engine answers is the sender's affair; a sender refused by a stopped channel simply loses this event. */
  async #send({ port }: Channel, body: Buffer): Promise<void> {
    const target = { host: '127.0.0.1', port, responseTimeoutMs: answerTimeoutMs, maxResponseBytes: 1_000_000 };
    await sendFrame(target, body, this.#stopping.signal);
  }

  #schedule(traffic: ChannelTraffic): void {
    clearTimeout(traffic.timer ?? undefined);
    const perHour = traffic.channel.definition.traffic.perHour * this.#speed;
    if (perHour === 0 || this.#stopping.signal.aborted) return;
    const gapMs = (-Math.log(1 - traffic.gaps.next()) * 3_600_000) / perHour;
    traffic.timer = setTimeout(() => {
      const isUnusual = traffic.variant !== 'normal' && traffic.gaps.next() < traffic.share;
      const sent = traffic.isSilent
        ? Promise.resolve()
        : this.sendOne(traffic.channel.definition.id, isUnusual ? traffic.variant : 'normal');
      void sent.finally(() => this.#schedule(traffic));
    }, gapMs);
  }
}
