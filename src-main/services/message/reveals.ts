import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { Emit } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';

/**
 * Who may see the patient data of which message until when. Held in memory only: a restart masks everything.
 * @method until ms UTC, null = masked for this session
 */
export type Reveals = {
  reveal(sessionId: string, ref: MessageRef): { until: number };
  hide(sessionId: string, ref: MessageRef): void;
  until(sessionId: string, ref: MessageRef): number | null;
  close(): void;
};

type Reveal = { until: number; cancel: () => void };

export function createReveals(deps: { clock: Clock; emit: Emit; revealMs: () => number }): Reveals {
  const reveals = new Map<string, Reveal>();

  function end(key: string, ref: MessageRef): void {
    const ended = reveals.get(key);
    if (ended === undefined) return;
    ended.cancel();
    reveals.delete(key);
    deps.emit('message.revealEnded', { ref });
  }

  return {
    reveal(sessionId, ref) {
      const key = keyOf(sessionId, ref);
      reveals.get(key)?.cancel();
      const durationMs = deps.revealMs();
      const until = deps.clock.now() + durationMs;
      reveals.set(key, { until, cancel: deps.clock.after(durationMs, () => end(key, ref)) });
      return { until };
    },
    hide: (sessionId, ref) => end(keyOf(sessionId, ref), ref),
    until(sessionId, ref) {
      const found = reveals.get(keyOf(sessionId, ref));
      // A timer may be late (a machine that slept); the time itself decides.
      return found === undefined || found.until <= deps.clock.now() ? null : found.until;
    },
    close() {
      for (const { cancel } of reveals.values()) cancel();
      reveals.clear();
    },
  };
}

function keyOf(sessionId: string, ref: MessageRef): string {
  return JSON.stringify([sessionId, ref.connectionId, ref.channelId, ref.nativeId]);
}
