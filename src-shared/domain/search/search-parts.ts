import type { SearchQuery } from './search-query.ts';

/** The parts of a question that all must hold, in the order written; one when they are joined otherwise. */
export function partsOf(query: SearchQuery | null): SearchQuery[] {
  if (query === null) return [];
  return query.kind === 'and' ? query.parts : [query];
}

/** Null: no part is left. */
export function joinParts(parts: readonly SearchQuery[]): SearchQuery | null {
  const flat = parts.flatMap(partsOf);
  const [first, second] = flat;
  if (first === undefined) return null;
  return second === undefined ? first : { kind: 'and', parts: flat };
}

/** NOT before it, or no longer. */
export function negated(query: SearchQuery): SearchQuery {
  return query.kind === 'not' ? query.part : { kind: 'not', part: query };
}
