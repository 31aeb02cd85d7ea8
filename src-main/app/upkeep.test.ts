import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { createManualClock, type ManualClock } from '../../test/fakes/manual-clock.ts';
import { createLogger } from '../platform/logger.ts';
import { createUpkeep } from './upkeep.ts';

const hourMs = 3_600_000;
let clock: ManualClock;
let logLines: string[];
let asked: string[];
let checkError: AppError | null;
let damaged: string[];
let ungrouped: number;

beforeEach(() => {
  clock = createManualClock();
  logLines = [];
  asked = [];
  checkError = null;
  damaged = [];
  ungrouped = 0;
});

function open() {
  return createUpkeep({
    store: {
      notices: [{ kind: 'cache-set-aside', at: 0, path: 'cache.damaged' }],
      check: async () => {
        asked.push('check');
        if (checkError !== null) throw checkError;
        return { checked: 3, damaged };
      },
      cache: {
        applyRetention: async (before) => {
          asked.push(`older than ${(clock.now() - before) / (24 * hourMs)} days`);
          return { partitionsDeleted: 1, moved: 0 };
        },
        groupOlder: async (limit) => {
          const grouped = Math.min(limit, ungrouped);
          ungrouped -= grouped;
          return grouped;
        },
      },
      journal: {
        forgetBefore: async (before) => {
          asked.push(`keys older than ${(clock.now() - before) / (24 * hourMs)} days`);
          return { keysDeleted: 2 };
        },
      },
    },
    clock,
    logger: createLogger({ level: 'info', destination: { write: (line) => void logLines.push(line) } }),
    retention: () => ({ cacheDays: 7, recordDays: 365 }),
  });
}
/** Lets one turn run to its end: closing waits for it. */
async function runFor(ms: number): Promise<void> {
  const upkeep = open();
  for (let passed = 0; passed < ms; passed += hourMs) {
    clock.advance(Math.min(hourMs, ms - passed));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await upkeep.close();
}

describe('upkeep', () => {
  it('waits until the first rows are there', async () => {
    await runFor(29_000);
    expect(asked).toEqual([]);
  });

  it('checks every file once, and forgets what is too old every hour', async () => {
    await runFor(2 * hourMs + 60_000);
    const everyTime = ['older than 7 days', 'keys older than 365 days'];
    expect(asked).toEqual(['check', ...everyTime, ...everyTime, ...everyTime]);
    expect(logLines.join('')).toContain('"keysDeleted":2');
  });

  it('puts every older failure into a group', async () => {
    ungrouped = 1700;
    await runFor(60_000);
    expect(ungrouped).toBe(0);
  });

  it('tries again an hour later when it failed', async () => {
    checkError = new AppError('STORE_UNAVAILABLE', 'Disk full.');
    await runFor(hourMs + 60_000);
    expect(asked).toEqual(['check', 'check']);
    expect(logLines.join('')).toContain('STORE_UNAVAILABLE');
  });

  it('says what was set aside and what is damaged', async () => {
    damaged = ['history.db'];
    await runFor(30_000);
    expect(logLines.join('')).toContain('cache-set-aside');
    expect(logLines.join('')).toContain('history.db');
  });

  it('leaves no timer behind', async () => {
    await runFor(hourMs);
    expect(clock.pendingCount()).toBe(0);
  });
});
