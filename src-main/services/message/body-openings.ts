import { AppError } from '../../../src-shared/domain/app-error.ts';

/** `load` the body, until nobody waits for it. `isDropped`: what comes is no longer wanted and must not be kept. */
export type Loading<Body> = { load: () => Promise<Body>; isDropped: () => boolean };
type Wish<Body> = { load: (signal: AbortSignal) => Promise<Body>; signal: AbortSignal };
type Opening<Held> = { held: Promise<Held>; waiting: number; isDropped: boolean };

/**
 * Bodies on their way. All who want the same one wait for one loading.
 * @method join @throws AppError CANCELLED when the one who asks waits no longer, or the body was dropped
 */
export function createOpenings<Body, Held>(open: (key: string, loading: Loading<Body>) => Promise<Held>) {
  const openings = new Map<string, Opening<Held> & { abort(): void }>();

  function begin(key: string, load: Wish<Body>['load']) {
    const controller = new AbortController();
    const loading = { load: () => load(controller.signal), isDropped: () => opening.isDropped };
    const forget = (): void => {
      if (openings.get(key) === opening) openings.delete(key);
    };
    const opening = {
      held: Promise.resolve().then(() => open(key, loading)),
      waiting: 0,
      isDropped: false,
      abort(): void {
        opening.isDropped = true;
        controller.abort();
        forget();
      },
    };
    openings.set(key, opening);
    opening.held.then(forget, forget);
    return opening;
  }

  return {
    async join(key: string, { load, signal }: Wish<Body>): Promise<Held> {
      if (signal.aborted) throw cancelled();
      const opening = openings.get(key) ?? begin(key, load);
      opening.waiting += 1;
      try {
        return await unlessAborted(opening.held, signal);
      } finally {
        opening.waiting -= 1;
        if (opening.waiting === 0) opening.abort();
      }
    },
    drop(isDropped: (key: string) => boolean): void {
      for (const [key, opening] of [...openings]) if (isDropped(key)) opening.abort();
    },
  };
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

export function cancelled(): AppError {
  return new AppError('CANCELLED', 'The call was cancelled.');
}
