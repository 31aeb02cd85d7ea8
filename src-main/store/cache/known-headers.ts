import type { WritableDatabase } from '../sqlite/database.ts';
import { headerRanges } from './header-queries.ts';
import type { WritablePartition } from './partition-writers.ts';

type Place = { connectionId: string; channelId: string; id: number };
type RangeRow = { connection_id: string; channel_id: string; lowest: number | null; highest: number | null };

/** The lowest and highest message id of each channel in an older partition, which gets no new ones. */
const rangesOf = new WeakMap<WritableDatabase, Map<string, { lowest: number; highest: number }>>();

/** False: it surely does not have it. Ids of a channel rise, so that a new message lies in no older partition. */
export function mayHaveHeader({ database }: WritablePartition, { connectionId, channelId, id }: Place): boolean {
  let ranges = rangesOf.get(database);
  if (ranges === undefined) {
    ranges = new Map();
    for (const { connection_id, channel_id, lowest, highest } of database.all<RangeRow>(headerRanges))
      if (lowest !== null && highest !== null) ranges.set(nameOf(connection_id, channel_id), { lowest, highest });
    rangesOf.set(database, ranges);
  }
  const range = ranges.get(nameOf(connectionId, channelId));
  return range !== undefined && id >= range.lowest && id <= range.highest;
}

/** The one that takes new messages, as one does again when those after it are gone. */
export function forgetHeaderRanges({ database }: WritablePartition): void {
  rangesOf.delete(database);
}

function nameOf(connectionId: string, channelId: string): string {
  return JSON.stringify([connectionId, channelId]);
}
