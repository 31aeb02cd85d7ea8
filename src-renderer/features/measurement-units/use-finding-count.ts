import { useContractQuery } from '../../bridge/hooks.ts';
import { everyFinding } from './findings-page.tsx';

/** Findings that want a decision, for the rail. None is called urgent: what is wrong in each message is wrong already. */
export function useFindingCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('units.list', { filter: everyFinding });
  return data ? { count: data.counts.wanting, urgent: 0 } : null;
}
