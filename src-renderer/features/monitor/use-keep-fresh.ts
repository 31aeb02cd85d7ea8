import { useEffect } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { usePaused } from '../../bridge/paused.ts';

const everyMs = 8000;

/** Asks for fast polling while the page is open and visible; the core lets go by itself 10 s after the last asking. */
export function useKeepFresh(): void {
  const isPaused = usePaused();
  const { mutate } = useContractCommand('monitor.keepFresh');
  useEffect(() => {
    if (isPaused) return;
    const ask = () => {
      if (document.visibilityState === 'visible') mutate({});
    };
    ask();
    const timer = setInterval(ask, everyMs);
    return () => clearInterval(timer);
  }, [mutate, isPaused]);
}
