import { FiringStrip } from '../../features/alerts/firing-strip.tsx';
import { useFindingMarks } from '../../features/measurement-units/finding-mark.tsx';
import { OverviewPage } from '../../features/monitor/overview-page.tsx';

/** The channels, with the alerts that fire above them and a mark where findings about units want a person. */
export function OverviewRoute() {
  return <OverviewPage above={<FiringStrip />} markOf={useFindingMarks()} />;
}
