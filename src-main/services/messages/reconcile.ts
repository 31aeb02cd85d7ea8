import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { IndexedMessage, MessageStatus } from '../../../src-shared/domain/indexed-message.ts';
import { maskId } from '../../../src-shared/domain/mask-id.ts';
import { readSenderIds } from '../../../src-shared/domain/sender-ids.ts';
import { csvCell } from '../../platform/csv-cell.ts';
import type { HeaderStore } from '../../store/header-store.ts';

type Item = OutputOf<'messages.reconcile'>['items'][number];
type Coverage = OutputOf<'messages.reconcile'>['coverage'];

const idsAtOnce = 500;
/** What a person must know first: one failed copy outweighs three that arrived. */
const worstFirst: readonly MessageStatus[] = ['failed', 'waiting', 'processing', 'delivered', 'filtered'];

/**
 * What became of each id of a sender's list, in its order. `isSearched` false: no channel asked for is indexed.
 * @throws AppError BAD_INPUT `messages.refused.noIds` | `messages.refused.tooManyIds`
 */
export async function reconcileIds(
  headers: Pick<HeaderStore, 'find'>,
  scope: { connectionIds: string[]; channelId: string | null; from: number | null; isSearched: boolean },
  text: string,
): Promise<Item[]> {
  const { ids, tooMany } = readSenderIds(text);
  if (ids.length === 0) throw refused('The list holds no id.', 'messages.refused.noIds');
  if (tooMany) throw refused('The list is too long.', 'messages.refused.tooManyIds');
  const items: Item[] = [];
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const part = ids.slice(at, at + idsAtOnce);
    const found = await headers.find({ connectionIds: scope.connectionIds, from: scope.from, ids: part });
    items.push(...part.map((id, index) => answerFor(id, found[index] ?? [], scope)));
  }
  return items;
}

function answerFor(
  id: string,
  found: IndexedMessage[],
  { channelId, isSearched }: { channelId: string | null; isSearched: boolean },
): Item {
  const messages = found.filter((message) => channelId === null || message.channelId === channelId);
  if (messages.length === 0) return { id, answer: isSearched ? 'absent' : 'unsearched', messages };
  const channels = new Set(messages.map((message) => `${message.connectionId}/${message.channelId}`));
  if (channels.size < messages.length) return { id, answer: 'ambiguous', messages };
  const answer = worstFirst.find((status) => messages.some((message) => message.status === status)) ?? 'processing';
  return { id, answer, messages };
}

function refused(message: string, messageKey: string): AppError {
  return new AppError('BAD_INPUT', message, { messageKey });
}

/** One line per id, and behind them what was searched: an id that is absent is absent there only. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function reconciliationCsv(items: readonly Item[], coverage: Coverage): string {
  const lines = items.map(({ id, answer, messages }) => [
    maskId(id),
    answer,
    messages.map(({ channelName }) => channelName).join(' | '),
    messages.map(({ nativeId }) => nativeId).join(' | '),
    messages.map(({ receivedAt }) => new Date(receivedAt).toISOString()).join(' | '),
  ]);
  const names = (channels: Coverage['behind']) => channels.map(({ channelName }) => channelName).join(' | ');
  const searched = [
    ['searched channels', String(coverage.indexed)],
    ['everything since', coverage.since === null ? '' : new Date(coverage.since).toISOString()],
    ['still being read', names(coverage.behind)],
    ['not indexed', names(coverage.notIndexed)],
  ];
  return [['id', 'answer', 'channels', 'engine ids', 'received'], ...lines, [], ...searched]
    .map((cells) => `${cells.map(csvCell).join(';')}\r\n`)
    .join('');
}
