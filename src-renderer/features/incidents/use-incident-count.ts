import { useContractQuery } from '../../bridge/hooks.ts';

/** Incidents that are open, for the rail. What is urgent in them stands at the alerts and failures. */
export function useIncidentCount(): { count: number; urgent: number } | null {
  const { data } = useContractQuery('incidents.list', { isOpen: true, cursor: null, limit: 200 });
  if (!data) return null;
  return { count: data.items.length, urgent: 0 };
}
