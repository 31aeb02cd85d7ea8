import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import { failureIdOf } from '../../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { usePaused } from '../../../bridge/paused.ts';
import { createPreviewRun, nothingAsked, type PreviewState } from './preview-run.ts';

export type Preview = PreviewState & {
  /** The steps that the answers are about; null = none, or others have been written since. */
  steps: EditStep[] | null;
  again: (refs: readonly MessageRef[]) => void;
  goOn: () => void;
};

const settleMs = 400;

/**
 * What the steps do to each message, kept true: asked anew when the steps change, and for a message whose reveal has ended. Each part asked is
 * an entry in the audit log, so it is not asked for every letter.
 * @param steps null while there is nothing to try
 */
export function usePreview(refs: readonly MessageRef[], steps: EditStep[] | null): Preview {
  const { client } = useBridge();
  const isPaused = usePaused();
  const [shown, setShown] = useState<{ state: PreviewState; about: string }>({ state: nothingAsked, about: '' });
  const about = useRef('');
  const [run] = useState(() =>
    createPreviewRun({
      call: async (part, wanted, signal) =>
        (await client.call('message.previewEditOfMany', { refs: part, steps: wanted }, signal)).items,
      onChange: (state) => setShown({ state, about: about.current }),
    }),
  );
  // Compared as text: the same steps written anew are no other question.
  const written = JSON.stringify(steps);
  const [settled] = useDebouncedValue(written, settleMs);
  const isCurrent = shown.about === written;

  useEffect(() => {
    about.current = settled;
    // Behind the lock nothing may be left of what was shown.
    run.start(refs, isPaused ? null : (JSON.parse(settled) as EditStep[] | null));
    return () => run.stop();
  }, [run, refs, settled, isPaused]);

  useEffect(() => {
    const ids = new Set(refs.map(failureIdOf));
    return client.onPush((push) => {
      if (push.kind === 'gap') run.again(refs);
      if (push.kind !== 'events') return;
      const ended = push.events.flatMap((event) => (event.name === 'message.revealEnded' ? [event.payload.ref] : []));
      const ours = ended.filter((ref) => ids.has(failureIdOf(ref)));
      if (ours.length > 0) run.again(ours);
    });
  }, [client, run, refs]);

  const state = isCurrent ? shown.state : nothingAsked;
  return { ...state, steps: isCurrent ? steps : null, again: run.again, goOn: run.goOn };
}
