import { useContractQuery } from '../../bridge/hooks.ts';
import { filterOf, wholeList } from './failure-filter.ts';

const input = { filter: filterOf(wholeList, 0), cursor: null, limit: 1 };

/** Open failures for the rail, urgent ones apart; null before the first answer. */
export function useFailureCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('failures.list', input);
  return data ? { count: data.total, urgent: data.urgent } : null;
}
