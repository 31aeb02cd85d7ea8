import type { OutputOf } from '../../../src-shared/contract/index.ts';

export type ChannelRow = OutputOf<'monitor.overview'>['channels'][number];

/** An id that is one channel of one engine; also the end of its address. */
export function channelKeyOf(row: Pick<ChannelRow, 'connectionId' | 'channelId'>): string {
  return `${row.connectionId}/${row.channelId}`;
}

/**
 * Channels that hold every word typed in name, tag, engine name or state word, and want a person where `onlyTroubled`.
 * @param wordsOf further searchable words of a row, in the language shown
 */
export function filterChannels(
  rows: readonly ChannelRow[],
  filter: { typed: string; onlyTroubled: boolean },
  wordsOf: (row: ChannelRow) => string,
): ChannelRow[] {
  const words = filter.typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.onlyTroubled && !isTroubled(row)) return false;
    const haystack = [row.name, ...row.tags, wordsOf(row)].join(' ').toLocaleLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

/** Somebody must act or decide: critical or warning. */
export function isTroubled(row: Pick<ChannelRow, 'severity'>): boolean {
  return row.severity === 'critical' || row.severity === 'warning';
}
