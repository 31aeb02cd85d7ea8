import type { ReadableDatabase } from '../sqlite/database.ts';
import { countOpenByChannel, dataVersion, type OpenCountRow } from './list-queries.ts';

/** `floor` and `at`: ms UTC, both included. */
export type CountBounds = { floor: number; at: number };

/** Asks for open failures per kind of one channel. */
export type OpenCounts = (channelKey: number, bounds: CountBounds) => OpenCountRow[];

type Known = { version: number; rowsByChannel: Map<number, OpenCountRow[]> };

const knownByDatabase = new WeakMap<ReadableDatabase, Known>();

export const allTimes: CountBounds = { floor: 0, at: Number.MAX_SAFE_INTEGER };

/**
 * Counts of all times are kept until SQLite says that another connection has committed to the file: the rail, the list, its filters and
 * the overview all ask for the same ones, and a count reads every entry of the index.
 */
export function openCountsOf(database: ReadableDatabase): OpenCounts {
  // Read before the rows: a commit in between makes them newer than their version, never older.
  const version = database.get<{ data_version: number }>(dataVersion)?.data_version ?? 0;
  let known = knownByDatabase.get(database);
  if (known?.version !== version) {
    known = { version, rowsByChannel: new Map() };
    knownByDatabase.set(database, known);
  }
  const { rowsByChannel } = known;
  return (channelKey, { floor, at }) => {
    const isOfAllTimes = floor === allTimes.floor && at === allTimes.at;
    const kept = isOfAllTimes ? rowsByChannel.get(channelKey) : undefined;
    if (kept !== undefined) return kept;
    const rows = database.all<OpenCountRow>(countOpenByChannel, { channelKey, floor, at });
    if (isOfAllTimes) rowsByChannel.set(channelKey, rows);
    return rows;
  };
}
