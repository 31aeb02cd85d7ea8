import { useContractQuery } from '../../bridge/hooks.ts';

/** Channels that need action, for the rail. */
export function useOverviewCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('monitor.overview', {});
  if (!data) return null;
  return { count: data.totals.channelsNeedingAction, urgent: 0 };
}
