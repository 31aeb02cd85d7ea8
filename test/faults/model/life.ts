/**
 * One life of a process. Whatever it does to the outside goes through `gated`; after `die` nothing it still had in hand gets out or is answered.
 * @method dieAfter dies at the n-th border it crosses from now on: before a call is made, or after it was made and before its answer is seen
 */
export type Life = {
  isDead(): boolean;
  /** Calls that it waits for. */
  callCount(): number;
  /** Calls that are out, whether or not anybody is left to hear the answer. */
  outCount(): number;
  dieAfter(borders: number): void;
  die(): void;
  gated<T extends object>(port: T): T;
};

const never = new Promise<never>(() => undefined);

export function createLife(): Life {
  let isDead = false;
  let calls = 0;
  let out = 0;
  let bordersLeft = Number.POSITIVE_INFINITY;

  async function pass(): Promise<void> {
    if (bordersLeft <= 0) isDead = true;
    bordersLeft -= 1;
    if (isDead) await never;
  }

  function gated<T extends object>(port: T): T {
    return new Proxy(port, {
      get(target, name) {
        const part: unknown = Reflect.get(target, name);
        if (typeof part === 'object' && part !== null) return gated(part);
        if (typeof part !== 'function') return part;
        return async (...args: unknown[]): Promise<unknown> => {
          calls += 1;
          try {
            await pass();
            out += 1;
            return await Promise.resolve(Reflect.apply(part, target, args)).finally(() => {
              out -= 1;
            });
          } finally {
            await pass();
            calls -= 1;
          }
        };
      },
    });
  }

  return {
    isDead: () => isDead,
    callCount: () => calls,
    outCount: () => out,
    dieAfter(borders) {
      bordersLeft = borders;
    },
    die() {
      isDead = true;
    },
    gated,
  };
}
