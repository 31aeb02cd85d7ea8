import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { RunningEngines } from '../../engines/running-engines.ts';
import type { Clock } from '../../platform/ports.ts';
import type { HistoryStore } from '../../store/history-store.ts';

type Overview = OutputOf<'monitor.overview'>;
export type SeenChannel = Overview['channels'][number];

/** Of one channel's queues: how many of those looked at are urgent, and since when the first of them waits; null = nobody has looked. */
export type WaitingFacts = { channelId: string; urgent: { count: number; oldestAt: number } | null };

/**
 * What rules are judged by, as others in the core know it. Whoever learns to measure more (times of processing) adds to it here, and the rules stay pure.
 * `seeAll` is the overview of every environment; `lookAtWaiting` asks that an engine's queues be read for a while; `erroredIn`
 * counts the failures of a stretch that are kept, by channel; `stoppedBy` who stopped a channel from here.
 */
export type MeasurePort = {
  engines: Pick<RunningEngines, 'list'>;
  seeAll: () => Promise<Overview>;
  history: Pick<HistoryStore, 'perMinute' | 'gaps' | 'points' | 'quarters'>;
  waitingOf: (connectionId: string) => readonly WaitingFacts[];
  lookAtWaiting: (connectionId: string) => void;
  erroredIn: (stretch: { from: number; to: number }, connectionIds: string[]) => Promise<Map<string, number>>;
  /** By channel (`connection/channel`): how much is overdue, of those of which it can be told. */
  overdueOf: (connectionIds: string[]) => Promise<Map<string, number>>;
  stoppedBy: (place: { connectionId: string; channelId: string }) => Promise<string | null>;
  clock: Clock;
};
