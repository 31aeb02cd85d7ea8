import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';

type Count = OutputOf<'views.counts'>['items'][number];

/** `count` null while nothing was counted. */
export type View = OutputOf<'views.list'>['items'][number] & { count: Count | null };

const none: readonly View[] = [];

/** The views that the person sees, in their order, each with how much it shows now; null before the first answer, and for who reads no lists. */
export function useViews(): readonly View[] | null {
  const may = useMay();
  const list = useContractQuery('views.list', {}, { enabled: may('views.list') });
  const isAny = (list.data?.items.length ?? 0) > 0;
  // A view of the last hour lets go of messages without an event.
  const counts = useContractQuery('views.counts', {}, { enabled: isAny, keepPrevious: true, everyMs: 60_000 });
  if (!list.data) return null;
  const countById = new Map(counts.data?.items.map((count) => [count.viewId, count]));
  return isAny ? list.data.items.map((view) => ({ ...view, count: countById.get(view.viewId) ?? null })) : none;
}

export function addressOfView({ viewId, place }: Pick<View, 'viewId' | 'place'>): string {
  return `/${place}?view=${viewId}`;
}
