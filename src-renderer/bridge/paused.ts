import { createContext, useContext } from 'react';

/**
 * True while the session is locked: nothing below is asked until it is unlocked, for every question would be refused.
 * What went stale meanwhile is asked then.
 */
export const PausedContext = createContext(false);

export function usePaused(): boolean {
  return useContext(PausedContext);
}
