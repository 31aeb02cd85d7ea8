import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyHasher } from '../../src-main/store/cache/key-hash.ts';
import {
  historyReaderOperations as reading,
  historyWriterOperations as writing,
} from '../../src-main/store/history/history-operations.ts';
import {
  latencyReaderOperations as latencyReading,
  latencyWriterOperations as latencyWriting,
} from '../../src-main/store/history/latency-operations.ts';
import { historyMigrations } from '../../src-main/store/history/schema.ts';
import {
  unitReaderOperations as unitReading,
  unitWriterOperations as unitWriting,
} from '../../src-main/store/history/unit-operations.ts';
import type { HistoryStore } from '../../src-main/store/history-store.ts';
import { migrate } from '../../src-main/store/sqlite/migrate.ts';
import { openForWriting } from '../../src-main/store/sqlite/open-database.ts';

/** A history of its own without threads and keys, which opens in no time. */
export function openBareHistory(): { history: HistoryStore; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'vaktbord-history-'));
  const database = openForWriting(join(folder, 'history.db'), { key: null, synchronous: 'NORMAL' });
  migrate(database, historyMigrations);
  const hashKey = createKeyHasher(new Uint8Array(32));
  const context = { history: () => database, turn: async () => undefined, hashKey };
  const history: HistoryStore = {
    units: {
      notLookedAt: async (query) => unitReading.unitsNotLookedAt(context, query),
      add: async (page) => unitWriting.addUnitFindings(context, page),
      list: async (query) => unitReading.listUnitFindings(context, query),
      inOrder: async (query) => unitReading.unitsInOrder(context, query),
      get: async (findingId) => unitReading.getUnitFinding(context, { findingId }),
    },
    append: async (samples, gaps = []) => writing.appendSamples(context, { samples, gaps }),
    measure: async (page) => latencyWriting.measure(context, page),
    settleMeasured: async (change) => latencyWriting.settleMeasured(context, change),
    forgetMeasured: async (place) => latencyWriting.forgetMeasured(context, place),
    latencies: async (query) => latencyReading.latencies(context, query),
    oldestInWork: async (query) => latencyReading.oldestInWork(context, query),
    perMinute: async (query) => reading.perMinute(context, query),
    quarters: async (query) => reading.quarters(context, query),
    points: async (query) => reading.points(context, query),
    gaps: async (query) => reading.gaps(context, query),
    trim: async (now, most) => writing.trimRollups(context, { now, most }),
    lastActivity: async (connectionIds) => reading.lastActivity(context, { connectionIds }),
    heartbeat: async (runId, at, watchedMs) => writing.heartbeat(context, { runId, at, watchedMs }),
    previousRun: async (runId, now) => reading.previousRun(context, { runId, now }),
  };
  return {
    history,
    remove: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
