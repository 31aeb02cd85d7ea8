import { useContractQuery } from '../../bridge/hooks.ts';
import { everyFinding } from './findings-page.tsx';

/** Findings that want a decision, for the rail; those with urgent messages apart. */
export function useFindingCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('units.list', { filter: everyFinding });
  return data ? { count: data.counts.wanting, urgent: data.counts.urgent } : null;
}
