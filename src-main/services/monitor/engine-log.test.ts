import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import type { Engine, EngineLogLine } from '../../engines/engine.ts';
import { createSilentLogger } from '../../platform/logger.ts';
import { createEngineLog } from './engine-log.ts';

type Answer = { lines: EngineLogLine[]; gap: boolean };

function aLine(overrides: Partial<EngineLogLine>): EngineLogLine {
  return { source: 'engine', sequence: 1, at: 1000, level: 'info', text: 'Started', channelId: null, ...overrides };
}

/** A log over answers given one by one; an AppError is thrown in its turn. */
function followLog(answers: (Answer | AppError)[]) {
  const clock = createManualClock();
  const engine = {
    connection: { connectionId: 'c' },
    pollPlan: { logMs: 5000 },
    log: {
      poll: () => {
        const answer = answers.shift() ?? { lines: [], gap: false };
        return answer instanceof AppError
          ? Promise.reject(answer)
          : Promise.resolve({ ...answer, highestEventId: null });
      },
    },
  } as unknown as Engine;
  const log = createEngineLog({ engine, clock, logger: createSilentLogger() });
  const next = async () => {
    await turn();
    clock.advance(5000);
    await turn();
  };
  return { log, next };
}

describe('the followed log', () => {
  it('lists newest first, of one channel when asked for', async () => {
    const { log, next } = followLog([
      { lines: [aLine({ at: 1, channelId: 'a' }), aLine({ at: 2, channelId: 'b' })], gap: false },
    ]);
    await next();
    expect(log.list(null, 10).lines.map((line) => line.at)).toEqual([2, 1]);
    expect(log.list('a', 10).lines.map((line) => line.at)).toEqual([1]);
    await log.close();
  });

  it('redacts what a line quotes of a message', async () => {
    const { log, next } = followLog([{ lines: [aLine({ text: 'refused PID|1||14856710182^^^FNR' })], gap: false }]);
    await next();
    expect(JSON.stringify(log.list(null, 10))).not.toContain('14856710182');
    await log.close();
  });

  it('says since when lines are missing, but not for the first answer', async () => {
    const { log, next } = followLog([
      { lines: [], gap: true },
      { lines: [], gap: true },
    ]);
    await turn();
    expect(log.list(null, 1).gapAt).toBeNull();
    await next();
    expect(log.list(null, 1).gapAt).not.toBeNull();
    await log.close();
  });

  it('goes on when the engine does not answer once', async () => {
    const { log, next } = followLog([new AppError('ENGINE_UNREACHABLE', 'down'), { lines: [aLine({})], gap: false }]);
    await next();
    expect(log.list(null, 10).lines).toHaveLength(1);
    await log.close();
  });
});
