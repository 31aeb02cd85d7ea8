import { type ComponentProps, lazy, Suspense } from 'react';
import { StateView } from '../../ui/state-view.tsx';
import type { TimeChart } from '../../ui/time-chart/time-chart.tsx';

const Chart = lazy(async () => ({ default: (await import('../../ui/time-chart/time-chart.tsx')).TimeChart }));

/** The chart, loaded when a channel is first opened: the first screen draws its curves without the chart library. */
export function LazyTimeChart(props: ComponentProps<typeof TimeChart>) {
  return (
    <Suspense fallback={<StateView kind="loading" />}>
      <Chart {...props} />
    </Suspense>
  );
}
