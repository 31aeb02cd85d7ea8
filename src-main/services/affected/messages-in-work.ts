import type { AffectedMessage } from '../../../src-shared/domain/affected-set.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { HeadersFacet } from '../../engines/engine.ts';
import type { HeaderStore } from '../../store/header-store.ts';
import type { AffectedScope } from './affected-scope.ts';
import { type InWork, keyOf, nothingInWork } from './walk-messages.ts';

/** As many as one question to the engine tells of. */
const pageLimit = 200;
/** Back from a deploy at most so many messages are looked at: five rows of the engine's audit. */
const mostPages = 5;
const mostDeploys = 2;

/**
 * The messages of a scope that were in work while its revision was deployed or replaced: received before, and ended after or not yet. From each deploy back
 * until 200 in a row had ended. *unasked*: the engine did not answer, or there were more than could be looked at.
 */
export async function messagesInWork(
  headers: Pick<HeaderStore, 'list'>,
  { scope, facet }: { scope: AffectedScope; facet: HeadersFacet | null },
  signal: AbortSignal,
): Promise<{ inWork: InWork; deploy: 'asked' | 'unasked' | 'none' }> {
  if (scope.deploys.length === 0) return { inWork: nothingInWork, deploy: 'none' };
  if (facet === null) return { inWork: nothingInWork, deploy: 'unasked' };
  const inWork = new Map<string, AffectedMessage>();
  let isLooked = scope.deploys.length <= mostDeploys;
  try {
    for (const { at } of scope.deploys.slice(0, mostDeploys)) {
      const isDone = await lookBack(at);
      isLooked &&= isDone;
    }
  } catch (thrown) {
    const isEngine = thrown instanceof AppError && thrown.code.startsWith('ENGINE_');
    if (!isEngine) throw thrown;
    isLooked = false;
  }
  return { inWork, deploy: isLooked ? 'asked' : 'unasked' };

  async function lookBack(at: number): Promise<boolean> {
    const query = { ...scope.query, from: null, to: at };
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const list: Awaited<ReturnType<HeaderStore['list']>> = await headers.list(query, cursor, pageLimit);
      const [first] = list.items;
      if (first !== undefined && facet !== null) {
        const ids = list.items.map(({ nativeId }) => Number(nativeId));
        const endings = await facet.endings({ channelId: first.channelId, ids }, signal);
        const caught = list.items.filter(({ nativeId }) => {
          const endedAt = endings.get(Number(nativeId));
          return endedAt === null || (endedAt !== undefined && endedAt >= at);
        });
        for (const message of caught) inWork.set(keyOf(message), { ...message, isUncertain: true });
        if (caught.length === 0) return true;
      }
      cursor = list.nextCursor;
      if (cursor === null) return true;
    }
    return false;
  }
}
