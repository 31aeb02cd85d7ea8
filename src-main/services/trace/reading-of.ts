import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { TraceHole } from '../../../src-shared/domain/trace/trace.ts';
import type { Clock } from '../../platform/ports.ts';

/** How far a channel is read; see `ChannelIndexState`. */
type ReadState = {
  connectionId: string;
  channelId: string;
  channelName: string;
  keySource: KeySource | null;
  since: number | null;
  levelTo: number | null;
  isBehind: boolean;
};

/** What comes while somebody asks is always being read; only what is older has been left behind. */
const graceMs = 2 * 60_000;

/** What of the channels is read, as a trace needs to know: those of which it can say nothing, and how far back the others reach. */
export function readingOf(
  states: (connectionIds: string[]) => ReadState[],
  { shownIds, clock }: { shownIds: () => string[]; clock: Pick<Clock, 'now'> },
) {
  const isBehind = ({ since, isBehind: is, levelTo }: ReadState) =>
    since === null || (is && (levelTo === null || clock.now() - levelTo > graceMs));
  return {
    holes: (connectionIds: string[]): TraceHole[] =>
      states(connectionIds).flatMap((state): TraceHole[] => {
        const { connectionId, channelId, channelName, keySource, levelTo: knownTo } = state;
        const place = { connectionId, channelId, channelName };
        if (keySource === 'off') return [{ ...place, why: 'off', knownTo: null }];
        return isBehind(state) ? [{ ...place, why: 'behind', knownTo }] : [];
      }),
    /** Everything that came to the channels that are read, from then on, ms UTC; null = they are not level. */
    since(): number | null {
      const read = states(shownIds()).filter(({ keySource }) => keySource !== 'off');
      const times = read.map(({ since }) => since);
      if (times.length === 0 || times.includes(null)) return null;
      return Math.max(...times.map((since) => since ?? 0));
    },
  };
}
