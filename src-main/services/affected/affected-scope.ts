import type { AffectedCoverage, AffectedFilter } from '../../../src-shared/domain/affected-set.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Clock } from '../../platform/ports.ts';
import type { HeaderQuery } from '../../store/header-store.ts';
import type { DeploymentLog } from './deployment-log.ts';
import { spansOf, timelineOf, unwatchedOf } from './deployment-timeline.ts';

type Span = AffectedCoverage['spans'][number];
type Index = Pick<AffectedCoverage, 'since' | 'indexed' | 'behind' | 'notIndexed'>;

export type ScopeDeps = {
  log: Pick<DeploymentLog, 'ofChannel'>;
  questions: {
    queryOf(filter: Omit<AffectedFilter, 'revision'>): HeaderQuery;
    coverageOf(scope: Pick<AffectedFilter, 'connectionId' | 'channelId'>, before: number | null): Index;
    unreadOf(scope: Pick<AffectedFilter, 'connectionId' | 'channelId'>): number;
  };
  clock: Pick<Clock, 'now'>;
};

/**
 * What a filter means now. `spans` newest first. `deploys`: the edges of spans at which a deployment began or ended the revision, ms UTC; only where the
 * filter's own times do not lie inside.
 */
export type AffectedScope = {
  filter: AffectedFilter;
  query: HeaderQuery;
  spans: Span[];
  deploys: { at: number; side: 'began' | 'ended' }[];
  coverage: Omit<AffectedCoverage, 'isWhole' | 'hasMore' | 'deploy'>;
};

/** @throws AppError BAD_INPUT `affected.refused.revision` when it is not known that this revision ran; `search.fault.*` */
export async function scopeOf(filter: AffectedFilter, { log, questions, clock }: ScopeDeps): Promise<AffectedScope> {
  const { connectionId, channelId, revision, from, to } = filter;
  const query = questions.queryOf({ connectionId, channelId, from, to, text: filter.text });
  const ran = revision === null ? null : await ranOf({ connectionId, channelId, revision }, { log, clock });
  const spans = ran === null ? [{ from, to }] : ran.spans.flatMap((span) => within(span, filter));
  const index = questions.coverageOf(filter, spans[0]?.to ?? null);
  const oldest = spans.at(-1)?.from ?? null;
  return {
    filter,
    query,
    spans,
    deploys: ran === null ? [] : ran.spans.flatMap((span) => edgesOf(span, filter)),
    coverage: {
      spans,
      ...index,
      olderMissing: index.since !== null && (oldest === null || oldest < index.since),
      unread: questions.unreadOf(filter),
      unwatched: ran?.unwatched ?? null,
    },
  };
}

async function ranOf(
  { connectionId, channelId, revision }: Pick<AffectedFilter, 'connectionId' | 'channelId'> & { revision: number },
  { log, clock }: Pick<ScopeDeps, 'log' | 'clock'>,
) {
  const timeline =
    connectionId === null || channelId === null ? [] : timelineOf(await log.ofChannel({ connectionId, channelId }));
  const spans = spansOf(timeline, revision);
  if (spans.length === 0)
    throw new AppError('BAD_INPUT', 'It is not known when this revision ran.', {
      messageKey: 'affected.refused.revision',
      params: { revision },
    });
  return { spans, unwatched: unwatchedOf(timeline, { revision, now: clock.now() }) };
}

function within(span: Span, { from, to }: AffectedFilter): Span[] {
  const begin = Math.max(span.from ?? 0, from ?? 0);
  const end = Math.min(span.to ?? Number.MAX_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER);
  if (begin >= end) return [];
  return [{ from: begin, to: end === Number.MAX_SAFE_INTEGER ? null : end }];
}

function edgesOf(span: { from: number; to: number | null }, { from, to }: AffectedFilter): AffectedScope['deploys'] {
  const edges: AffectedScope['deploys'] = [];
  if (span.to !== null && (to === null || to >= span.to) && (from === null || from < span.to))
    edges.push({ at: span.to, side: 'ended' });
  if ((from === null || from <= span.from) && (to === null || to > span.from))
    edges.push({ at: span.from, side: 'began' });
  return edges;
}

/** Whether the list can be called the exact one. */
export function isWhole(coverage: Omit<AffectedCoverage, 'isWhole'>): boolean {
  const { indexed, behind, notIndexed, olderMissing, hasMore, unread, unwatched, deploy } = coverage;
  const isIndexed = indexed > 0 && behind.length + notIndexed.length === 0 && !olderMissing && unread === 0;
  return isIndexed && !hasMore && unwatched === null && deploy !== 'unasked';
}
