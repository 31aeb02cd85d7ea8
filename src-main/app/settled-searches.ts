import type { Clock } from '../platform/ports.ts';

const rememberMs = 10 * 60_000;
const maxSearches = 2000;

/** Which searches were audited lately: further pages and refreshes of the same query leave no further entry. */
export function createSettledSearches(deps: { clock: Clock }) {
  const lastAskedByKey = new Map<string, number>();
  return {
    isNew(key: string): boolean {
      const now = deps.clock.now();
      const lastAskedAt = lastAskedByKey.get(key);
      lastAskedByKey.delete(key);
      lastAskedByKey.set(key, now);
      if (lastAskedByKey.size > maxSearches) forgetOldest(lastAskedByKey);
      return lastAskedAt === undefined || now - lastAskedAt > rememberMs;
    },
  };
}

export type SettledSearches = ReturnType<typeof createSettledSearches>;

/** A map keeps the order of insertion, and every question inserts anew. */
function forgetOldest(lastAskedByKey: Map<string, number>): void {
  const oldest = lastAskedByKey.keys().next();
  if (!oldest.done) lastAskedByKey.delete(oldest.value);
}
