import { useContractQuery } from '../../bridge/hooks.ts';
import type { FailureFilter } from './failure-filter.ts';

/** What is said of a list as a whole. Its number is counted to the end where the first answer did not wait for that. */
export function useFailureHead(filter: FailureFilter) {
  const head = useContractQuery('failures.list', { filter, cursor: null, limit: 1 }, { keepPrevious: true });
  const isOpenEnded = head.data?.isCounted === false && !head.isPlaceholderData;
  const counted = useContractQuery('failures.count', { filter }, { enabled: isOpenEnded });
  if (!head.data || !isOpenEnded || !counted.data) return { head, latest: head.data };
  const { oldestAt, ...numbers } = counted.data;
  return { head, latest: { ...head.data, ...numbers, coverage: { ...head.data.coverage, oldestAt } } };
}
