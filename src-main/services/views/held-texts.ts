import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/ports.ts';

const keptMs = 24 * 3_600_000;
const mostKept = 300;

type Held = { text: string; at: number };

/** Texts of searches by handle, per person, in memory only; the oldest make room. Looking one up keeps it. */
export function createHeldTexts(clock: Pick<Clock, 'now'>) {
  const byAccount = new Map<string, Map<string, Held>>();

  function of(accountId: string): Map<string, Held> {
    const held = byAccount.get(accountId) ?? new Map<string, Held>();
    byAccount.set(accountId, held);
    for (const [handle, { at }] of held) if (clock.now() - at > keptMs) held.delete(handle);
    return held;
  }

  /** A map keeps the order of insertion, and every use inserts anew. */
  function keep(held: Map<string, Held>, handle: string, text: string): void {
    held.delete(handle);
    held.set(handle, { text, at: clock.now() });
    const [oldest] = held.keys();
    if (held.size > mostKept && oldest !== undefined) held.delete(oldest);
  }

  return {
    hold(accountId: string, text: string): string {
      const held = of(accountId);
      const known = [...held].find(([, each]) => each.text === text)?.[0];
      const handle = known ?? randomBytes(16).toString('base64url');
      keep(held, handle, text);
      return handle;
    },
    find(accountId: string, handle: string): string | null {
      const held = of(accountId);
      const text = held.get(handle)?.text;
      if (text === undefined) return null;
      keep(held, handle, text);
      return text;
    },
  };
}
