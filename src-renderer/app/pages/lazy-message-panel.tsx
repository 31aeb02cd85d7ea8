import { type ComponentProps, lazy, Suspense } from 'react';
import { StateView } from '../../ui/state-view.tsx';
import type { MessagePanel } from './message-panel.tsx';

const Panel = lazy(async () => ({ default: (await import('./message-panel.tsx')).MessagePanel }));

/** The message panel, loaded when first opened: its editor is a third of the page's code, and the first screen does not need it. */
export function LazyMessagePanel(props: ComponentProps<typeof MessagePanel>) {
  return (
    <Suspense fallback={<StateView kind="loading" />}>
      <Panel {...props} />
    </Suspense>
  );
}
