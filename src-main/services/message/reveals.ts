import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { Emit } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';

/**
 * Who may see the patient data of which message until when. Held in memory only: a restart masks everything.
 * @method until ms UTC, null = masked for this person
 */
export type Reveals = {
  reveal(accountId: string, ref: MessageRef): { until: number };
  hide(accountId: string, ref: MessageRef): void;
  until(accountId: string, ref: MessageRef): number | null;
  close(): void;
};

export type RevealsDeps = {
  clock: Clock;
  emit: Emit;
  revealMs: () => number;
  /** That person's reveal is over, whoever or whatever ended it. */
  onEnd: (accountId: string, ref: MessageRef) => void;
};

type Reveal = { until: number; cancel: () => void };

export function createReveals(deps: RevealsDeps): Reveals {
  const reveals = new Map<string, Reveal>();

  function end(accountId: string, ref: MessageRef): void {
    const key = keyOf(accountId, ref);
    const ended = reveals.get(key);
    if (ended === undefined) return;
    ended.cancel();
    reveals.delete(key);
    deps.onEnd(accountId, ref);
    deps.emit('message.revealEnded', { ref });
  }

  return {
    reveal(accountId, ref) {
      const key = keyOf(accountId, ref);
      const earlier = reveals.get(key);
      // Its timer is late: the new one is another reveal, not more of the same.
      if (earlier !== undefined && earlier.until <= deps.clock.now()) end(accountId, ref);
      else earlier?.cancel();
      const durationMs = deps.revealMs();
      const until = deps.clock.now() + durationMs;
      reveals.set(key, { until, cancel: deps.clock.after(durationMs, () => end(accountId, ref)) });
      return { until };
    },
    hide: end,
    until(accountId, ref) {
      const found = reveals.get(keyOf(accountId, ref));
      // A timer may be late (a machine that slept); the time itself decides.
      return found === undefined || found.until <= deps.clock.now() ? null : found.until;
    },
    close() {
      for (const { cancel } of reveals.values()) cancel();
      reveals.clear();
    },
  };
}

function keyOf(accountId: string, ref: MessageRef): string {
  return JSON.stringify([accountId, ref.connectionId, ref.channelId, ref.nativeId]);
}
