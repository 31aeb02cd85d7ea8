import type { PushedEvent } from '../../src-shared/contract/index.ts';
import type { Logger } from '../platform/ports.ts';
import type { Emit } from './handler.ts';

/** Hands every event to every listener, numbered from 1 since this core started. A listener that throws disturbs nobody. */
export function createEventHub(deps: { logger: Logger }) {
  const listeners = new Set<(event: PushedEvent) => void>();
  let sequence = 0;

  const emit: Emit = (name, payload) => {
    sequence += 1;
    const event = { name, payload, sequence } as PushedEvent;
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch {
        deps.logger.warn('a listener of events failed', { event: name });
      }
    }
  };

  function onEvent(listener: (event: PushedEvent) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return { emit, onEvent };
}

export type EventHub = ReturnType<typeof createEventHub>;
