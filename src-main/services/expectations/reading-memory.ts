import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { ExpectationStore } from '../../store/expectation-store.ts';
import type { Reading } from './judge-overdue.ts';

/** How far a channel is read now; see `ChannelIndexState`. */
export type ReadState = {
  connectionId: string;
  channelId: string;
  channelName: string;
  keySource: KeySource | null;
  since: number | null;
  levelTo: number | null;
};

/** Between an engine's word and ours of when it was, some messages may have come. */
const safetyMs = 5000;

/**
 * How far channels are read. What was known once stays known: while the next messages are being fetched, the list is as of a moment ago and does
 * not empty itself.
 */
export function createReadingMemory(
  states: (connectionIds: string[]) => ReadState[],
  store: Pick<ExpectationStore, 'watched'>,
) {
  const known = new Map<string, { from: number; to: number }>();

  return {
    async readings(connectionIds: string[]): Promise<Reading[]> {
      const now = states(connectionIds);
      const watched = new Map(
        (await store.watched(connectionIds)).map(({ from, ...place }) => [nameOf(place), from] as const),
      );
      return now.map(({ since, levelTo, ...channel }) => {
        const name = nameOf(channel);
        const before = known.get(name) ?? null;
        const from = watched.get(name) ?? before?.from ?? null;
        if (since === null || levelTo === null || from === null)
          return { ...channel, from: before?.from ?? null, to: before?.to ?? null };
        const reading = { from, to: Math.max(levelTo - safetyMs, before?.to ?? 0) };
        known.set(name, reading);
        return { ...channel, ...reading };
      });
    },
    /** The cache was begun anew. */
    forget(): void {
      known.clear();
    },
  };
}

function nameOf({ connectionId, channelId }: { connectionId: string; channelId: string }): string {
  return `${connectionId}/${channelId}`;
}
