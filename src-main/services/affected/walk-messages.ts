import { type AffectedMessage, mostAffected } from '../../../src-shared/domain/affected-set.ts';
import type { HeaderQuery, HeaderStore } from '../../store/header-store.ts';
import type { AffectedScope } from './affected-scope.ts';

const pageLimit = 500;

/** Messages by `<connection>/<channel>/<id>`: what was in work while another revision was deployed. */
export type InWork = ReadonlyMap<string, AffectedMessage>;
export const nothingInWork: InWork = new Map();

/**
 * Everything in a scope a page at a time, newest first; between two pages whoever else waits for the store gets a turn. Those in work at a deploy
 * are marked, and those of them that came before it follow the stretch that began with it. @yields at most 100 000 in all, and whether there is more
 */
export async function* walkMessages(
  headers: Pick<HeaderStore, 'list'>,
  { query, spans }: Pick<AffectedScope, 'query' | 'spans'>,
  { inWork, signal }: { inWork: InWork; signal: AbortSignal },
): AsyncGenerator<{ messages: AffectedMessage[]; hasMore: boolean }> {
  let left = mostAffected;
  const told = new Set<string>();
  for (const span of spans) {
    for await (const page of pagesOf(headers, { ...query, ...span }, signal)) {
      const messages = page.slice(0, left).map((message) => marked(message, inWork));
      for (const message of messages) if (message.isUncertain) told.add(keyOf(message));
      left -= messages.length;
      yield { messages, hasMore: page.length > messages.length };
      if (page.length > messages.length) return;
    }
  }
  const earlier = [...inWork].filter(([key]) => !told.has(key)).map(([, message]) => message);
  const messages = earlier.toSorted((a, b) => b.receivedAt - a.receivedAt).slice(0, left);
  yield { messages, hasMore: messages.length < earlier.length };
}

async function* pagesOf(headers: Pick<HeaderStore, 'list'>, query: HeaderQuery, signal: AbortSignal) {
  let cursor: string | null = null;
  do {
    signal.throwIfAborted();
    const page: Awaited<ReturnType<HeaderStore['list']>> = await headers.list(query, cursor, pageLimit);
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function marked(message: Omit<AffectedMessage, 'isUncertain'>, inWork: InWork): AffectedMessage {
  return { ...message, isUncertain: inWork.has(keyOf(message)) };
}

export function keyOf({ connectionId, channelId, nativeId }: Omit<AffectedMessage, 'isUncertain'>): string {
  return `${connectionId}/${channelId}/${nativeId}`;
}
