import { isWatched } from '../../../src-shared/domain/connection.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Clock } from '../../platform/ports.ts';

export type CertificateWatchDeps = {
  engines: () => Engine[];
  /** What a server shows before anything is sent to it; null = nobody here can look. */
  readCertificate: ((url: string, signal: AbortSignal) => Promise<{ validTo: number }>) | null;
  clock: Clock;
};

const everyMs = 6 * 3_600_000;
/** One that could not be read is looked at again sooner. */
const againMs = 10 * 60_000;
const limitMs = 10_000;

/** When the certificates of engines expire, looked at a few times a day. */
export function createCertificateWatch({ engines, readCertificate, clock }: CertificateWatchDeps) {
  const known = new Map<string, { expiresAt: number | null; dueAt: number }>();
  const stopping = new AbortController();
  let isLooking = false;

  async function look(): Promise<void> {
    if (readCertificate === null || isLooking) return;
    isLooking = true;
    for (const { connection } of engines().filter((engine) => isWatched(engine.connection))) {
      const { connectionId, url } = connection;
      const before = known.get(connectionId);
      if (stopping.signal.aborted || (before !== undefined && clock.now() < before.dueAt)) continue;
      try {
        const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(limitMs)]);
        const { validTo } = await readCertificate(url, signal);
        known.set(connectionId, { expiresAt: validTo, dueAt: clock.now() + everyMs });
      } catch {
        // That it does not answer is told by the engine's own state; what was read before still holds.
        known.set(connectionId, { expiresAt: before?.expiresAt ?? null, dueAt: clock.now() + againMs });
      }
    }
    isLooking = false;
  }

  return {
    look,
    expiresAt: (connectionId: string): number | null => known.get(connectionId)?.expiresAt ?? null,
    close: () => stopping.abort(),
  };
}

export type CertificateWatch = ReturnType<typeof createCertificateWatch>;
