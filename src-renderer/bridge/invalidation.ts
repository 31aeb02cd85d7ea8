import { findEvent } from '../../src-shared/contract/index.ts';
import type { Push } from '../../src-shared/contract/protocol.ts';

/** `all`: everything shown may be stale; else the names of the queries to ask again. */
export type Staleness = 'all' | readonly string[];

/** Which queries one push makes stale. An event that this build does not know could mean anything. */
export function staleBy(push: Push): Staleness {
  switch (push.kind) {
    case 'gap':
      return 'all';
    case 'events': {
      const names = new Set<string>();
      for (const event of push.events) {
        const declared = findEvent(event.name);
        if (!declared) return 'all';
        for (const name of declared.stale) names.add(name);
      }
      return [...names];
    }
    case 'link':
      return push.state === 'up' ? 'all' : [];
    case 'ended':
      return ['accounts.session'];
    default:
      push satisfies never;
      return [];
  }
}

/**
 * Refreshes queries one at a time per name: a name that becomes stale while it is being refreshed is refreshed once more afterwards.
 * So a burst of events costs two refreshes, and a slow query is never starved by the next event.
 * @param refresh resolves when the query named (null = every query) has been asked again; must not reject
 */
export function createRefresher(refresh: (name: string | null) => Promise<void>): (stale: Staleness) => void {
  const running = new Set<string | null>();
  const again = new Set<string | null>();

  async function run(name: string | null): Promise<void> {
    if (running.has(name)) {
      again.add(name);
      return;
    }
    running.add(name);
    await refresh(name);
    running.delete(name);
    if (again.delete(name)) await run(name);
  }

  return (stale) => {
    if (stale === 'all') void run(null);
    else for (const name of stale) void run(name);
  };
}
