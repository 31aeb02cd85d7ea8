import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { HeadersFacet } from '../../engines/engine.ts';
import type { HeaderQuery } from '../../store/header-store.ts';
import { matchesHeader } from './match-header.ts';

/** One channel below what is indexed of it. `belowId`: the newest id to ask for, 0 = none. */
export type OlderMessages = {
  connectionId: string;
  channelId: string;
  channelName: string;
  keySource: 'columns' | 'content';
  belowId: number;
  facet: HeadersFacet;
};

/** Where a search stands: whose turn it is, and per channel the id to go on from; 0 = read to its end. */
type Place = { turn: number; belows: number[] };

const pageLimit = 200;

/**
 * One page of one channel, older than the index: 200 messages, looked through in memory. The channels take turns, newest messages first, so that
 * a hit in any of them comes early. `nextCursor` null = every channel was read to its end or to `query.from`.
 * @throws what the facet throws; AppError BAD_INPUT for a cursor of another question
 */
export async function searchEngine(
  channels: readonly OlderMessages[],
  { query, cursor }: { query: HeaderQuery; cursor: string | null },
  signal: AbortSignal,
): Promise<OutputOf<'messages.searchEngine'>> {
  const place = cursor === null ? { turn: 0, belows: channels.map(({ belowId }) => belowId) } : readPlace(cursor);
  if (place.belows.length !== channels.length)
    throw new AppError('BAD_INPUT', 'The channels are others than before. Search again.', {
      messageKey: 'messages.refused.otherChannels',
    });
  const at = nextTurn(place);
  const channel = at === null ? undefined : channels[at];
  if (at === null || channel === undefined)
    return answerOf(channels, place, { items: [], channel: null, searchedTo: null });
  const { connectionId, channelId, keySource, facet } = channel;
  const bounds = { fromId: 1, toId: place.belows[at] ?? 0, limit: pageLimit };
  const { items, reachedId } = await facet.list({ channelId, keySource, ...bounds }, signal);
  const oldest = items.at(-1)?.receivedAt ?? null;
  const isPast = oldest !== null && oldest < (query.from ?? 0);
  place.belows[at] = isPast ? 0 : reachedId - 1;
  place.turn = at + 1;
  const found = items.filter(
    (item) =>
      item.receivedAt >= (query.from ?? 0) &&
      item.receivedAt < (query.to ?? Number.MAX_SAFE_INTEGER) &&
      (query.condition === null || matchesHeader(query.condition, { ...item, connectionId })),
  );
  const messages = found.map(({ id, channelName, receivedAt, status, header }) => ({
    connectionId,
    channelId,
    nativeId: String(id),
    channelName: channelName === '' ? channel.channelName : channelName,
    receivedAt,
    status,
    header,
  }));
  return answerOf(channels, place, { items: messages, channel: channel.channelName, searchedTo: oldest });
}

function answerOf(
  channels: readonly OlderMessages[],
  place: Place,
  told: Pick<OutputOf<'messages.searchEngine'>, 'items' | 'channel' | 'searchedTo'>,
): OutputOf<'messages.searchEngine'> {
  const left = place.belows.filter((below) => below > 0).length;
  return { ...told, channels: channels.length, left, nextCursor: left === 0 ? null : writePlace(place) };
}

function nextTurn({ turn, belows }: Place): number | null {
  for (let step = 0; step < belows.length; step += 1) {
    const at = (turn + step) % belows.length;
    if ((belows[at] ?? 0) > 0) return at;
  }
  return null;
}

function writePlace({ turn, belows }: Place): string {
  return [turn, ...belows].join('.');
}

function readPlace(cursor: string): Place {
  const [turn, ...belows] = cursor.split('.').map(Number);
  if (turn === undefined || [turn, ...belows].some((each) => !Number.isSafeInteger(each) || each < 0))
    throw new AppError('BAD_INPUT', 'The page cursor cannot be read. Load the list from the start.');
  return { turn, belows };
}
