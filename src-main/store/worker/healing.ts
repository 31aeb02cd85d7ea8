import { isTrouble } from '../sqlite/store-error.ts';

/** Runs calls on files that may be begun anew when they are damaged. */
export type Healing = {
  /** Waits for a healing under way; a call that meets damage is made once more after it. */
  run<T>(call: () => Promise<T>): Promise<T>;
  heal(): Promise<void>;
};

export function createHealing(beginAnew: () => Promise<void>): Healing {
  let underWay: Promise<void> | null = null;
  let generation = 0;
  const heal = (): Promise<void> => {
    underWay ??= beginAnew().finally(() => {
      generation += 1;
      underWay = null;
    });
    return underWay;
  };
  return {
    heal,
    async run(call) {
      await underWay;
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
