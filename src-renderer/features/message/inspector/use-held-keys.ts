import { useEffect, useReducer, useRef } from 'react';
import { useLatest } from '../../../ui/use-latest.ts';

/** What became of a key: *waiting* = what it leads to is not here yet. */
export type KeyOutcome = 'done' | 'waiting' | 'not-ours';

const treeKeys = /^(?:Arrow(?:Up|Down|Left|Right)|Page(?:Up|Down)|Home|End|Enter|e)$/;

/**
 * Keys for a tree whose rows come from elsewhere: those pressed faster than the rows arrive are held, and act in their order once they can.
 * @param act what a key does now; asks for what it waits for
 */
export function useHeldKeys(act: (key: string) => KeyOutcome) {
  const held = useRef<string[]>([]);
  const latest = useLatest(act);
  // What a held key did is not drawn yet: until then `latest` still acts from where it started.
  const isBehind = useRef(false);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);

  // One at each drawing: what a key does shows in the next one.
  useEffect(() => {
    isBehind.current = false;
    const [key] = held.current;
    if (key === undefined || latest.current(key) === 'waiting') return;
    held.current.shift();
    isBehind.current = true;
    drawAgain();
  });

  return {
    /** Whether the key is the tree's. */
    press(key: string): boolean {
      if (!treeKeys.test(key)) return false;
      const outcome = held.current.length > 0 || isBehind.current ? 'waiting' : latest.current(key);
      if (outcome === 'waiting') {
        held.current.push(key);
        drawAgain();
      }
      return outcome !== 'not-ours';
    },
    forget() {
      held.current = [];
    },
  };
}
