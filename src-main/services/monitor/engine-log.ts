import { AppError } from '../../../src-shared/domain/app-error.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { Engine, EngineLogLine } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';

export type EngineLogDeps = { engine: Engine; clock: Clock; logger: Logger };

/** Kept in memory only: lines may quote messages, and the engine has them longer than we do. */
const linesKept = 1000;

/**
 * Follows an engine's own log beside its figures, since the engine itself keeps only the last hundred lines (Mirth) and loses them at a restart.
 * `gapAt`: when lines were last lost between two questions, ms UTC, null = none known.
 */
export function createEngineLog({ engine, clock, logger }: EngineLogDeps) {
  const stopping = new AbortController();
  const lines: EngineLogLine[] = [];
  let gapAt: number | null = null;
  let hasAsked = false;

  async function pollOnce(log: NonNullable<Engine['log']>): Promise<void> {
    try {
      const answer = await log.poll(stopping.signal);
      if (answer.gap && hasAsked) gapAt = clock.now();
      hasAsked = true;
      lines.push(...answer.lines);
      lines.splice(0, Math.max(0, lines.length - linesKept));
    } catch (thrown) {
      if (stopping.signal.aborted) return;
      const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
      logger.debug('a look at the log was missed', { connectionId: engine.connection.connectionId, code });
    }
  }

  async function keepPolling(): Promise<void> {
    const { log } = engine;
    while (log !== undefined && !stopping.signal.aborted) {
      await pollOnce(log);
      await clock.sleep(engine.pollPlan.logMs, stopping.signal).catch(() => undefined);
    }
  }

  const running = keepPolling();
  return {
    /** Newest first, redacted. @param channelId null = every line */
    list: (channelId: string | null, limit: number) => ({
      lines: lines
        .filter((line) => channelId === null || line.channelId === channelId)
        .toSorted((one, other) => other.at - one.at)
        .slice(0, limit)
        .map((line) => ({ ...line, text: redactText(line.text, []) })),
      gapAt,
    }),
    close: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
}

export type EngineLog = ReturnType<typeof createEngineLog>;
