import { useContractQuery } from '../../bridge/hooks.ts';

const everyMs = 60_000;

/** Answers that are overdue, for the rail. Time alone makes more of them: it is asked again every minute. */
export function useOverdueCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('expectations.counts', {}, { everyMs });
  return data ? { count: data.total, urgent: data.urgent } : null;
}
