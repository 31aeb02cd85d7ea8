import type { AppError } from '../../../src-shared/domain/app-error.ts';
import { cancelled } from '../../platform/network/network-faults.ts';
import type { Exchanged, Unclear } from './mllp-exchange.ts';
import { fault } from './mllp-faults.ts';
import { createLane, type Lane, type LaneBounds, type LaneJob } from './mllp-lane.ts';
import type { Answer } from './mllp-mapping.ts';
import type { MllpTarget } from './mllp-socket.ts';

export type MllpClient = {
  /**
   * Sends once, over the connection that has this message's key, else over the least busy one.
   * @throws AppError OUTCOME_UNKNOWN when bytes may have left and no acknowledgement of them came; all else means that nothing was sent
   */
  send(job: LaneJob, signal: AbortSignal): Promise<Answer>;
  requestCount(): number;
  /** Ends every connection; a message in flight becomes OUTCOME_UNKNOWN. Calls after it throw CANCELLED. */
  close(): Promise<void>;
};

type Deps = { target: MllpTarget; connectionCount: number; bounds: LaneBounds };

export function createMllpClient({ target, connectionCount, bounds }: Deps): MllpClient {
  const lanes = Array.from({ length: connectionCount }, () => createLane(target, bounds));
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  /** The connection that holds messages of a key now, and how many. */
  const held = new Map<string, { lane: Lane; count: number }>();
  let requests = 0;

  function hold(key: string): Lane {
    const known = held.get(key);
    const lane = known?.lane ?? lanes.reduce((least, each) => (each.load() < least.load() ? each : least));
    held.set(key, { lane, count: (known?.count ?? 0) + 1 });
    return lane;
  }

  function release(key: string): void {
    const known = held.get(key);
    if (known === undefined) return;
    if (known.count <= 1) held.delete(key);
    else held.set(key, { ...known, count: known.count - 1 });
  }

  async function send(job: LaneJob, signal: AbortSignal): Promise<Answer> {
    if (signal.aborted || closing.signal.aborted) throw cancelled();
    const { key } = job.message;
    const lane = hold(key);
    requests += 1;
    const sending = lane.send(job, AbortSignal.any([signal, closing.signal])).finally(() => release(key));
    running.add(sending);
    try {
      const exchanged = await sending;
      if (exchanged.answer !== null) return exchanged.answer;
      throw unclearFault(exchanged, bounds);
    } finally {
      running.delete(sending);
    }
  }

  return {
    send,
    requestCount: () => requests,
    async close() {
      closing.abort();
      await Promise.allSettled(running);
      for (const lane of lanes) lane.close();
    },
  };
}

const sentenceOf = {
  'no-answer': 'engine.reason.mllpNoAnswer',
  cut: 'engine.reason.mllpCut',
  truncated: 'engine.reason.mllpTruncated',
  'not-mllp': 'engine.reason.mllpNotMllp',
  'too-large': 'engine.reason.mllpTooLarge',
  cancelled: 'engine.reason.mllpCancelled',
} as const satisfies Record<Unclear, string>;

function unclearFault({ unclear, mismatched }: Exchanged, bounds: LaneBounds): AppError {
  if (mismatched > 0) return fault('OUTCOME_UNKNOWN', 'engine.reason.mllpMismatched', { count: mismatched });
  const params = {
    seconds: Math.round(bounds.answerTimeoutMs / 1_000),
    kilobytes: Math.round(bounds.maxAnswerBytes / 1_024),
  };
  const { seconds, kilobytes } = params;
  const reason = unclear ?? 'no-answer';
  const told = reason === 'no-answer' ? { seconds } : reason === 'too-large' ? { kilobytes } : {};
  return fault('OUTCOME_UNKNOWN', sentenceOf[reason], told);
}
