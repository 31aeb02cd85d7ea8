import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { SavedView, ViewFilter } from '../../../src-shared/domain/saved-view.ts';
import type { PersonContext } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';

type Count = OutputOf<'views.counts'>['items'][number];

/** How the lists themselves answer, so that a count is that of the list which a press on it shows. */
export type CountDeps = {
  clock: Pick<Clock, 'now' | 'monotonicMs'>;
  countFailures: (input: InputOf<'failures.count'>, context: PersonContext) => Promise<OutputOf<'failures.count'>>;
  searchMessages: (input: InputOf<'messages.search'>, context: PersonContext) => Promise<OutputOf<'messages.search'>>;
};

/** All counts of one answer together; each by itself is bounded by its list. */
const budgetMs = 600;
/** All messages are not counted beyond that. */
const mostMessages = 200;
const spanMs = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, any: null } as const;

/** One after the other: counting is nobody's errand, and must leave the store to those who wait for a list. */
export async function countViews(
  deps: CountDeps,
  views: readonly SavedView[],
  context: PersonContext,
): Promise<Count[]> {
  const startedMs = deps.clock.monotonicMs();
  const counts: Count[] = [];
  for (const view of views) {
    const isTimeUp = deps.clock.monotonicMs() - startedMs > budgetMs;
    counts.push(isTimeUp ? notCounted(view) : await countView(deps, view, context));
  }
  return counts;
}

async function countView(deps: CountDeps, view: SavedView, context: PersonContext): Promise<Count> {
  const { viewId, place } = view;
  try {
    if (place === 'failures') {
      const filter = failureFilterOf(view.filter, deps.clock.now());
      const { total, urgent, isCounted } = await deps.countFailures({ filter }, context);
      return { viewId, count: total, urgent, isWhole: isCounted };
    }
    const { items, nextCursor } = await deps.searchMessages(
      { filter: messageFilterOf(view.filter, deps.clock.now()), cursor: null, limit: mostMessages },
      context,
    );
    return { viewId, count: items.length, urgent: 0, isWhole: nextCursor === null };
  } catch (error) {
    // A search that this grammar no longer reads: the list says what is wrong with it.
    if (error instanceof AppError && error.code === 'BAD_INPUT') return notCounted(view);
    throw error;
  }
}

function notCounted({ viewId }: SavedView): Count {
  return { viewId, count: null, urgent: 0, isWhole: false };
}

function failureFilterOf(filter: ViewFilter, now: number): InputOf<'failures.list'>['filter'] {
  return { ...placeAndTimeOf(filter, now), kind: filter.cause, groupId: null, state: filter.state };
}

function messageFilterOf(filter: ViewFilter, now: number): InputOf<'messages.search'>['filter'] {
  return { ...placeAndTimeOf(filter, now), status: filter.status };
}

function placeAndTimeOf({ channel, within, text }: ViewFilter, now: number) {
  const [connectionId, channelId] = channel?.split('/') ?? [];
  const back = spanMs[within];
  return {
    connectionId: connectionId ?? null,
    channelId: channelId ?? null,
    from: back === null ? null : now - back,
    to: null,
    text: text.trim() || null,
  };
}
