import { FiringStrip } from '../../features/alerts/firing-strip.tsx';
import { OverviewPage } from '../../features/monitor/overview-page.tsx';

/** The channels, with the alerts that fire above them. */
export function OverviewRoute() {
  return <OverviewPage above={<FiringStrip />} />;
}
