import type { Sample } from '../run-view.ts';

export type FoundHazard = Sample['hazards'][number];

/** What has to be read, what blocks first and the commonest first; and the kinds that were clear for every message looked at. */
export function hazardsOf({ hazards }: Sample): { found: FoundHazard[]; clear: FoundHazard[] } {
  const found = hazards
    .filter(({ outcome }) => outcome !== 'not-found')
    .toSorted((one, other) => Number(other.blocks) - Number(one.blocks) || other.count - one.count);
  const kinds = new Set(found.map(({ kind }) => kind));
  return { found, clear: hazards.filter(({ kind, outcome }) => outcome === 'not-found' && !kinds.has(kind)) };
}
