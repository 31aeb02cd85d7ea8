import type { MeasuredChannel, MeasuredMinute } from '../../../src-shared/domain/alerts/measured.ts';
import type { SeenChannel, WaitingFacts } from './measure-port.ts';

const minuteMs = 60_000;
const keptMs = 120 * minuteMs;
const hourMs = 60 * minuteMs;
/** What came is written down a while later: when a channel goes quiet, its last messages are known only then. */
const writtenWithinMs = 5 * minuteMs;

type Minute = { minuteAt: number; received: number; sent: number; errored: number };

/** What has to be remembered of one channel from one look to the next. */
export function createChannelMemory() {
  const minutes = new Map<number, MeasuredMinute>();
  const links = new Map<string, { sent: number; since: number }>();
  let queuedSince: number | null = null;
  let stoppedSince: number | null = null;
  let lastReceivedAt: number | null = null;
  let receivedBefore: number | null = null;

  function note({ minuteAt, received, sent, errored }: Minute, now: number): void {
    minutes.set(minuteAt, { at: minuteAt, received, sent, errored });
    for (const at of minutes.keys()) {
      if (at > now - keptMs) break;
      minutes.delete(at);
    }
  }

  function look(seen: SeenChannel, waiting: WaitingFacts | null, now: number): MeasuredChannel {
    const { connectionId, channelId, name, state, queued } = seen;
    queuedSince = queued > 0 ? (queuedSince ?? now) : null;
    stoppedSince = state === 'stopped' ? (stoppedSince ?? now) : null;
    const kept = [...minutes.values()];
    const isOld = seen.lastReceivedAt === lastReceivedAt && now - (lastReceivedAt ?? now) > writtenWithinMs;
    lastReceivedAt = seen.lastReceivedAt;
    if (!isOld) receivedBefore = lastReceivedAt === null ? null : receivedUpTo(kept, lastReceivedAt);
    return {
      ...{ connectionId, channelId, name, state, queued, lastReceivedAt, receivedBefore, stoppedSince },
      isCurrent: !seen.isStale,
      oldestAt: queuedSince,
      minutes: kept,
      urgentFailed: seen.urgentFailures,
      urgentWaiting: waiting?.urgent ?? null,
      stoppedBy: null,
      burning: null,
      stuck: state === 'started' ? stuckLinks(seen, now) : [],
    };
  }

  /** A destination is stuck from the moment at which something waited for it and it last took one. */
  function stuckLinks(seen: SeenChannel, now: number): MeasuredChannel['stuck'] {
    return seen.connectors.flatMap(({ nativeId, name, role, queued, counters, state }) => {
      if (role !== 'destination') return [];
      const known = links.get(nativeId);
      const since = known === undefined || known.sent !== counters.sent || queued === 0 ? now : known.since;
      links.set(nativeId, { sent: counters.sent, since });
      return queued === 0 ? [] : [{ name, since, queued, isStopped: state === 'stopped' }];
    });
  }

  return { note, look };
}

function receivedUpTo(minutes: readonly MeasuredMinute[], upTo: number): number {
  return minutes.reduce((sum, { at, received }) => (at > upTo - hourMs && at <= upTo ? sum + received : sum), 0);
}
