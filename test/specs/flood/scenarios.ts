import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { sendFrame } from '../../../src-main/practice-engine/mllp/mllp-sender.ts';
import { composeMessages, type MessageInput } from '../../../src-main/practice-engine/traffic/messages.ts';

const channel = (number: string): string => `b00000${number}-0000-4000-8000-0000000000${number}`;

/** Where a scenario's messages go in; the receiver it puts out of order, if one. */
type Sending = Pick<MessageInput, 'kind' | 'channelId' | 'variant'>;
export type FloodScenario = {
  name: string;
  receiver: { id: string; mode: { kind: 'down' } | { kind: 'slow'; delayMs: number } } | null;
  sendings: readonly Sending[];
  kind: 'connection' | 'transform-error' | 'missing-mapping' | 'timeout';
  /** What the page says of it, in English. */
  what: string;
};

/** The five ways to fail; the receiver that is down is one that two channels send to. */
export const floods: readonly FloodScenario[] = [
  {
    name: 'receiver down, no queue',
    receiver: { id: 'record-system', mode: { kind: 'down' } },
    sendings: [
      { kind: 'lab-result', channelId: channel('05'), variant: 'normal' },
      { kind: 'microbiology-result', channelId: channel('07'), variant: 'normal' },
    ],
    kind: 'connection',
    what: 'The receiver does not take connections',
  },
  {
    name: 'transform error',
    receiver: null,
    sendings: [{ kind: 'lab-result', channelId: channel('05'), variant: 'non-numeric' }],
    kind: 'transform-error',
    what: 'A step of the channel could not process the message',
  },
  {
    name: 'unknown code',
    receiver: null,
    sendings: [{ kind: 'microbiology-result', channelId: channel('07'), variant: 'unknown-code' }],
    kind: 'missing-mapping',
    what: 'A code has no row in the code table',
  },
  {
    name: 'slow receiver',
    receiver: { id: 'dialysis-record', mode: { kind: 'slow', delayMs: 7000 } },
    sendings: [{ kind: 'device-observation', channelId: channel('10'), variant: 'normal' }],
    kind: 'timeout',
    what: 'The receiver did not answer in time',
  },
  {
    name: 'missing patient id',
    receiver: null,
    sendings: [{ kind: 'radiology-report', channelId: channel('06'), variant: 'missing-patient-id' }],
    kind: 'transform-error',
    what: 'A step of the channel could not process the message',
  },
];

/** Two channels with a queue to the same receiver. */
export const queuedFlood: Pick<FloodScenario, 'sendings'> & { receiverId: string } = {
  receiverId: 'radiology',
  sendings: [
    { kind: 'radiology-order', channelId: channel('02'), variant: 'normal' },
    { kind: 'radiology-order', channelId: channel('04'), variant: 'normal' },
  ],
};

const atOnce = 250;
const answerMs = 60_000;

/** Sends `count` different messages by MLLP, shared among the sendings, many at once: a slow receiver holds up each of them. */
export async function flood(engine: PracticeEngineHandle, sendings: readonly Sending[], count: number): Promise<void> {
  let next = 0;
  const send = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const sending = sendings[at % sendings.length];
      if (sending === undefined) return;
      const [body] = composeMessages({ ...sending, seed: 1, sequence: at + 1, at: Date.now() });
      const port = engine.mllpPorts[sending.channelId] ?? 0;
      const target = { host: '127.0.0.1', port, responseTimeoutMs: answerMs, maxResponseBytes: 1_000_000 };
      const sent = await sendFrame(target, body ?? Buffer.alloc(0), AbortSignal.timeout(answerMs));
      if (sent.kind !== 'answered') throw new Error(`A message was not taken: ${sent.kind}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, send));
}
