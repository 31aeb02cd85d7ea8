import { useEffect } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';

const signsOfUse = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const lookEveryMs = 5000;

/** Locks the session after that long without hand or key; only the page can tell use from its own refreshing. null = never. */
export function useIdleLock(lockAfterMs: number | null): void {
  const { mutate } = useContractCommand('accounts.lock', ['accounts.session']);
  useEffect(() => {
    if (lockAfterMs === null) return;
    let usedAt = Date.now();
    const use = () => {
      usedAt = Date.now();
    };
    const look = () => {
      if (Date.now() - usedAt >= lockAfterMs) mutate({});
    };
    for (const sign of signsOfUse) window.addEventListener(sign, use, { passive: true });
    const timer = setInterval(look, lookEveryMs);
    return () => {
      clearInterval(timer);
      for (const sign of signsOfUse) window.removeEventListener(sign, use);
    };
  }, [lockAfterMs, mutate]);
}
