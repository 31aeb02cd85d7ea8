import { useEffect } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';

const signsOfUse = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const lookEveryMs = 5000;
const tellEveryMs = 60_000;

/**
 * Locks the session after that long without hand or key; only the page can tell use from its own refreshing. Reading is use too, so the core is
 * told of a hand or a key, once a minute at most. null = never.
 */
export function useIdleLock(lockAfterMs: number | null): void {
  const { mutate: lock } = useContractCommand('accounts.lock', ['accounts.session']);
  const { mutate: tell } = useContractCommand('accounts.stillHere');
  useEffect(() => {
    if (lockAfterMs === null) return;
    let usedAt = Date.now();
    let toldAt = usedAt;
    const use = (event: Event) => {
      if (!event.isTrusted) return;
      usedAt = Date.now();
      if (usedAt - toldAt < tellEveryMs) return;
      toldAt = usedAt;
      tell({});
    };
    const look = () => {
      if (Date.now() - usedAt >= lockAfterMs) lock({});
    };
    for (const sign of signsOfUse) window.addEventListener(sign, use, { passive: true });
    const timer = setInterval(look, lookEveryMs);
    return () => {
      clearInterval(timer);
      for (const sign of signsOfUse) window.removeEventListener(sign, use);
    };
  }, [lockAfterMs, lock, tell]);
}
