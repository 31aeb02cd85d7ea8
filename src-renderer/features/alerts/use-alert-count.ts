import { useContractQuery } from '../../bridge/hooks.ts';
import { isWanting } from './alert-view.ts';

/** Alerts that nobody has taken, for the rail; the critical ones apart. */
export function useAlertCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('alerts.list', {});
  if (!data) return null;
  const wanting = data.items.filter(isWanting);
  return { count: wanting.length, urgent: wanting.filter(({ severity }) => severity === 'critical').length };
}
