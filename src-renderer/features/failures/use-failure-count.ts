import { filterOf, wholeList } from './failure-filter.ts';
import { useFailureHead } from './use-failure-head.ts';

const filter = filterOf(wholeList, 0);

/** Open failures for the rail, urgent ones apart; null before the first answer. */
export function useFailureCount(): { count: number; urgent: number } | null {
  const { latest } = useFailureHead(filter);
  return latest ? { count: latest.total, urgent: latest.urgent } : null;
}
