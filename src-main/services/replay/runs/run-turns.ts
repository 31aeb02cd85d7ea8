/** Whoever has a turn uses one connection of its place until it gives it back. */
export type Turns = {
  /** Waits for a free connection, in the order of asking. @returns what gives it back */
  take(place: string): Promise<() => void>;
};

/** @param widthOf how many connections a place has */
export function createRunTurns(widthOf: (place: string) => number): Turns {
  const places = new Map<string, { used: number; waiting: (() => void)[] }>();
  return {
    async take(place) {
      const own = places.get(place) ?? { used: 0, waiting: [] };
      places.set(place, own);
      if (own.used < widthOf(place)) own.used += 1;
      else await new Promise<void>((resolve) => own.waiting.push(resolve));
      let isBack = false;
      return () => {
        if (isBack) return;
        isBack = true;
        // Handed on rather than freed, so that nobody who asks later comes in between.
        const next = own.waiting.shift();
        if (next === undefined) own.used -= 1;
        else next();
      };
    },
  };
}
