import { useEffect, useRef, useState } from 'react';

/** `isAsking`: somebody wants to go elsewhere. `leave` lets them, `stay` does not. `attempt`: a way out of the page's own, asked about likewise. */
export type LeaveGuard = {
  isAsking: boolean;
  leave: () => void;
  stay: () => void;
  attempt: (way: () => void) => void;
};

/**
 * While active, going elsewhere in the console (by a link, a key, the history) waits for an answer; closing the window is asked about by the browser.
 * Whoever leaves goes where they wanted to.
 */
export function useLeaveGuard(isActive: boolean): LeaveGuard {
  const [leaving, setLeaving] = useState<{ way: () => void } | null>(null);
  const passes = useRef(false);

  useEffect(() => {
    if (!isActive) return undefined;
    const onChange = (event: HashChangeEvent): void => {
      if (passes.current) return;
      // Before the router hears of it, and back to where we are.
      event.stopImmediatePropagation();
      const state: unknown = history.state;
      history.pushState(null, '', event.oldURL);
      setLeaving({ way: () => go(event.newURL, state) });
    };
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('hashchange', onChange, { capture: true });
    window.addEventListener('beforeunload', onUnload);
    return () => {
      passes.current = false;
      setLeaving(null);
      window.removeEventListener('hashchange', onChange, { capture: true });
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isActive]);

  function leave(): void {
    if (leaving === null) return;
    passes.current = true;
    setLeaving(null);
    leaving.way();
  }

  return {
    isAsking: leaving !== null,
    leave,
    stay: () => setLeaving(null),
    attempt: (way) => (isActive ? setLeaving({ way }) : way()),
  };
}

function go(url: string, state: unknown): void {
  const oldURL = location.href;
  history.pushState(state, '', url);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: url }));
}
