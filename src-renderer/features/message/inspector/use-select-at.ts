import { useRef } from 'react';
import type { BodyPlace } from '../../../../src-shared/contract/message-body.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import type { BodyInput } from './body-windows.ts';
import type { Place } from './use-place.ts';

/** A click in the text chooses the innermost field there; of quick clicks the last one counts. */
export function useSelectAt(input: BodyInput, place: Place): (at: BodyPlace) => void {
  const { client } = useBridge();
  const latest = useRef(0);
  return (at) => {
    latest.current += 1;
    const asked = latest.current;
    client.call('message.locate', { ...input, at }).then(
      ({ found }) => {
        if (found && asked === latest.current) place.show(found, false);
      },
      // The windows find out by themselves that the body is no longer open.
      () => undefined,
    );
  };
}
