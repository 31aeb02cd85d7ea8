import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { useLatest } from '../../../ui/use-latest.ts';
import type { BodyInput } from './body-windows.ts';
import type { Chosen, Place } from './use-place.ts';

/** The same field has another place once empty ones are shown, or hidden; an empty one then has none. */
export function useShowAgain(input: BodyInput, place: Place): (chosen: Chosen, withEmpty: boolean) => Promise<void> {
  const { client } = useBridge();
  const latest = useLatest(place);
  return async ({ node, chain }, withEmpty) => {
    if (chain.length === 1 || (node.isEmpty && !withEmpty)) return;
    // It may be lost or gone meanwhile: then nothing is chosen.
    const answer = await client.call('message.locate', { ...input, at: node.path }).catch(() => null);
    if (answer?.found && latest.current.chosen === null) latest.current.show(answer.found, false);
  };
}
