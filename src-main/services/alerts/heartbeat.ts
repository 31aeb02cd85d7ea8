import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { NotifyShelf } from './notify/notify-shelf.ts';
import { Undelivered } from './notify/undelivered.ts';

type Beat = OutputOf<'alerts.list'>['watcher']['heartbeat'];
const answerTimeoutMs = 10_000;

/**
 * Asks an address outside as long as the rules are judged, so that somebody else notices when that stops: this process is gone, or hangs.
 * @method beat to be called after every round of judging; asks when it is time
 * @method state null = none is set
 */
export function createHeartbeat(deps: { shelf: NotifyShelf; clock: Clock; logger: Logger; onChanged: () => void }) {
  const { shelf, clock } = deps;
  const stopping = new AbortController();
  let triedAt: number | null = null;
  let lastAt: number | null = null;
  let failed: string | null = null;

  async function beat(): Promise<void> {
    const { heartbeat } = shelf.current();
    const now = clock.now();
    if (heartbeat === null || (triedAt !== null && Math.abs(now - triedAt) < heartbeat.everySeconds * 1000)) return;
    triedAt = now;
    const before = failed;
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(answerTimeoutMs)]);
      const answer = await fetch(heartbeat.url, { signal, redirect: 'manual' });
      await answer.body?.cancel();
      if (!answer.ok) throw new Undelivered(`HTTP ${answer.status}`);
      [lastAt, failed] = [now, null];
    } catch (thrown) {
      if (stopping.signal.aborted) return;
      failed = Undelivered.from(thrown).detail;
      deps.logger.warn('the heartbeat was not taken', { detail: failed });
    }
    if (before !== failed) deps.onChanged();
  }

  return {
    beat,
    state: (): Beat => (shelf.current().heartbeat === null ? null : { lastAt, failed }),
    close: () => stopping.abort(),
  };
}
