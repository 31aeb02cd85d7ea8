import { useContractQuery } from '../../bridge/hooks.ts';

/** Incidents that are open, for the rail; the critical ones apart. */
export function useIncidentCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('incidents.list', { isOpen: true, cursor: null, limit: 200 });
  if (!data) return null;
  return { count: data.items.length, urgent: data.items.filter(({ severity }) => severity === 'critical').length };
}
