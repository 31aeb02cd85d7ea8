/** Places of the cache whose changes are marked, for `CacheStore.changes`. */
export const cachePlaces = {
  /** Headers of a connection, their states, and how far its channels are indexed. */
  index: (connectionId: string): string => `index/${connectionId}`,
  /** Failures of a connection, as the engine tells of them. */
  failures: (connectionId: string): string => `failures/${connectionId}`,
  /** What a person decided about one failure. */
  handled: (failureId: string): string => `handled/${failureId}`,
};
