import { lazy, Suspense } from 'react';
import { StateView } from '../../ui/state-view.tsx';

const FilePage = lazy(async () => ({ default: (await import('../../features/message/file/file-page.tsx')).FilePage }));

/** A message file, loaded when first opened: the first screen does not need it. */
export function FileRoute() {
  return (
    <Suspense fallback={<StateView kind="loading" />}>
      <FilePage />
    </Suspense>
  );
}
