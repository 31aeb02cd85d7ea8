import type { CoreApp } from '../../src-main/app/core-link.ts';
import { failureReply } from '../../src-main/app/failure-reply.ts';
import type { PushedEvent } from '../../src-shared/contract/index.ts';

/** An application that shows what its wire does to values: no store, no engines. Names are not of the contract. */
export function createEchoApp(): CoreApp {
  const listeners = new Set<(event: PushedEvent) => void>();
  let sequence = 0;
  let waiting = 0;
  let cancelled = 0;

  function emit(count: number): void {
    for (let left = count; left > 0; left--) {
      sequence += 1;
      const event: PushedEvent = { name: 'practice.changed', payload: {}, sequence };
      for (const listener of listeners) listener(event);
    }
  }

  return {
    async dispatch(name, input, caller, signal) {
      if (name === 'echo.value') return { ok: true, value: input };
      if (name === 'echo.caller') return { ok: true, value: { ...caller, pid: process.pid } };
      if (name === 'echo.fail') return failureReply('CONFLICT', 'Somebody else was first.', { retryable: true });
      if (name === 'echo.throw') throw new TypeError('with a secret in its text');
      if (name === 'echo.counts') return { ok: true, value: { waiting, cancelled } };
      if (name === 'echo.emit') {
        emit(Number(input));
        return { ok: true, value: sequence };
      }
      if (name === 'echo.wait' || name === 'accounts.lock') {
        waiting += 1;
        await aborted(signal);
        waiting -= 1;
        cancelled += 1;
        return failureReply('CANCELLED', 'Cancelled.');
      }
      return failureReply('UNKNOWN_PROCEDURE', 'There is no such procedure.');
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => Promise.resolve(),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
