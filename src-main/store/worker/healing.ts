import { isTrouble } from '../sqlite/store-error.ts';

/** Runs calls on files that may be begun anew when they are damaged. */
export type Healing = {
  /** Waits for a healing under way; a call that meets damage is made once more after it. */
  run<T>(call: () => Promise<T>): Promise<T>;
  heal(): Promise<void>;
  /** Begins anew in another way, on purpose; no call gets in between. */
  replace(begin: () => Promise<void>): Promise<void>;
};

export function createHealing(beginAnew: () => Promise<void>): Healing {
  let underWay: Promise<void> | null = null;
  let generation = 0;
  const start = (begin: () => Promise<void>): Promise<void> => {
    underWay = begin().finally(() => {
      generation += 1;
      underWay = null;
    });
    return underWay;
  };
  const heal = (): Promise<void> => underWay ?? start(beginAnew);
  return {
    heal,
    async replace(begin) {
      while (underWay !== null) await underWay;
      return start(begin);
    },
    async run(call) {
      // No turn may pass between looking and calling: another replacement could begin in it.
      while (underWay !== null) await underWay;
      const begunIn = generation;
      try {
        return await call();
      } catch (error) {
        if (!isTrouble(error, 'damaged')) throw error;
        // Of several calls that met the same damage only the first sets it aside.
        await (begunIn === generation ? heal() : underWay);
        return call();
      }
    },
  };
}
