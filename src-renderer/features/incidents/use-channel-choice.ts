import type { LinkedChannel } from '../../../src-shared/domain/duty/incident.ts';
import { useContractQuery } from '../../bridge/hooks.ts';

/** The channels that can be linked, as a field offers them, and back. */
export function useChannelChoice() {
  const { data } = useContractQuery('monitor.overview', {});
  const channels = data?.channels ?? [];
  const keyOf = ({ connectionId, channelId }: Pick<LinkedChannel, 'connectionId' | 'channelId'>): string =>
    `${connectionId}/${channelId}`;
  return {
    keyOf,
    /** With those linked already, which may be gone since. */
    options: (linked: readonly LinkedChannel[]) => {
      const known = new Map([...linked, ...channels].map((each) => [keyOf(each), each.name]));
      return [...known].map(([value, label]) => ({ value, label }));
    },
    chosen: (keys: readonly string[], linked: readonly LinkedChannel[]): LinkedChannel[] =>
      keys.flatMap((key) => {
        const found = [...linked, ...channels].find((each) => keyOf(each) === key);
        return found === undefined
          ? []
          : [{ connectionId: found.connectionId, channelId: found.channelId, name: found.name }];
      }),
  };
}
