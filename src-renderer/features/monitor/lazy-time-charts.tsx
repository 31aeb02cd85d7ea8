import { type ComponentProps, lazy, Suspense } from 'react';
import { StateView } from '../../ui/state-view.tsx';
import type { TimeCharts } from '../../ui/time-chart/time-charts.tsx';

const Charts = lazy(async () => ({ default: (await import('../../ui/time-chart/time-charts.tsx')).TimeCharts }));

/** The charts, loaded when a channel is first opened: the first screen draws its curves without the chart library. */
export function LazyTimeCharts(props: ComponentProps<typeof TimeCharts>) {
  return (
    <Suspense fallback={<StateView kind="loading" />}>
      <Charts {...props} />
    </Suspense>
  );
}
