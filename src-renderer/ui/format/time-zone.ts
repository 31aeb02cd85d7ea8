import { useSyncExternalStore } from 'react';

/** Whose clock moments are shown by: the machine's, or UTC with a Z behind each. */
export type TimeZone = 'local' | 'utc';

let shown: TimeZone = 'local';
const listeners = new Set<() => void>();

export function setTimeZone(zone: TimeZone): void {
  if (zone === shown) return;
  shown = zone;
  for (const listener of listeners) listener();
}

export const shownTimeZone = (): TimeZone => shown;

export function useTimeZone(): TimeZone {
  return useSyncExternalStore(subscribe, shownTimeZone);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
