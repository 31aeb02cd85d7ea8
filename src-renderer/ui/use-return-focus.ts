import { useEffect, useState } from 'react';

let lastOutside: Element | null = null;

/**
 * For a dialog that is there only while open: when it goes, the focus goes back to where it was before.
 * A dialog that followed another gives it back to where the first was opened from.
 */
export function useReturnFocus(): void {
  const [opener] = useState(rememberOpener);
  useEffect(() => () => void setTimeout(() => giveBack(opener)), [opener]);
}

function rememberOpener(): Element | null {
  const focused = document.activeElement;
  if (focused && !focused.closest('[role="dialog"]')) lastOutside = focused;
  return focused;
}

/** A focus that somebody has placed meanwhile stays where it is. */
function giveBack(opener: Element | null): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  const target = opener?.isConnected ? opener : lastOutside;
  if (isLost && target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
}
