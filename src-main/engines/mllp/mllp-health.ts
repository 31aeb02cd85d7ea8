import type { AppError } from '../../../src-shared/domain/app-error.ts';
import type { EngineState } from '../../../src-shared/domain/connection.ts';
import type { Clock } from '../../platform/ports.ts';

/** The newest state as the sends show it. Nothing is asked by itself: before the first send it is *idle*. */
export function createMllpHealth(clock: Clock) {
  const listeners = new Set<(state: EngineState) => void>();
  let current: EngineState = {
    state: 'idle',
    reasonKey: 'engine.reason.mllpNotUsed',
    params: {},
    since: clock.now(),
    checkedAt: null,
    clockSkewMs: null,
    version: null,
  };

  function change(next: Pick<EngineState, 'state' | 'reasonKey' | 'params' | 'checkedAt'>): void {
    const isSame = next.state === current.state && next.reasonKey === current.reasonKey;
    current = { ...current, ...next, since: isSame ? current.since : clock.now() };
    for (const listener of listeners) listener(current);
  }

  return {
    state: (): EngineState => current,
    onStateChange: (listener: (state: EngineState) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answered: (): void => change({ state: 'up', reasonKey: null, params: {}, checkedAt: clock.now() }),
    failed: ({ code, messageKey, params }: AppError): void => {
      if (code === 'CANCELLED' || messageKey === null) return;
      const state = code === 'OUTCOME_UNKNOWN' ? 'degraded' : code === 'ENGINE_REFUSED' ? 'refused' : 'down';
      change({ state, reasonKey: messageKey, params, checkedAt: current.checkedAt });
    },
  };
}

export type MllpHealth = ReturnType<typeof createMllpHealth>;
