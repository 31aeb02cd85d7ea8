import type { HistoryStore } from '../history-store.ts';
import type { Lanes } from '../worker/lanes.ts';

/** The history's side of the port: written by the journal's thread, read by the readers. */
export function createHistoryStore({ writeHistory, readHistory }: Lanes): HistoryStore {
  return {
    units: {
      notLookedAt: (query) => readHistory('unitsNotLookedAt', query),
      add: (page) => writeHistory('addUnitFindings', page),
      list: (query) => readHistory('listUnitFindings', query),
      inOrder: (query) => readHistory('unitsInOrder', query),
      get: (findingId) => readHistory('getUnitFinding', { findingId }),
    },
    append: (samples, gaps = []) => writeHistory('appendSamples', { samples, gaps }),
    gaps: (query) => readHistory('gaps', query),
    measure: (page) => writeHistory('measure', page),
    settleMeasured: (change) => writeHistory('settleMeasured', change),
    forgetMeasured: (place) => writeHistory('forgetMeasured', place),
    latencies: (query) => readHistory('latencies', query),
    oldestInWork: (query) => readHistory('oldestInWork', query),
    perMinute: (query) => readHistory('perMinute', query),
    quarters: (query) => readHistory('quarters', query),
    points: (query) => readHistory('points', query),
    trim: (now, most) => writeHistory('trimRollups', { now, most }),
    lastActivity: (connectionIds) => readHistory('lastActivity', { connectionIds }),
    heartbeat: (runId, at, watchedMs) => writeHistory('heartbeat', { runId, at, watchedMs }),
    previousRun: (runId, now) => readHistory('previousRun', { runId, now }),
  };
}
