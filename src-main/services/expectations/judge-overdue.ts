import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { Wait } from '../../../src-shared/domain/trace/expectation.ts';
import type { ExpectationRelation, LearnedRelation, OverdueStretch } from '../../store/expectation-store.ts';

type Place = { connectionId: string; channelId: string };

/** How far one channel is read. `from`, `to`: everything that came then is known, ms UTC; null = nothing is. */
export type Reading = Place & {
  channelName: string;
  keySource: KeySource | null;
  from: number | null;
  to: number | null;
};

/** A relation with how long its answers are waited for. */
export type WaitedFor = { relation: ExpectationRelation; learned: LearnedRelation; urgent: Wait; routine: Wait };

/** *no-answer-seen*: its answers may go where nobody looks. *not-read*: a channel they came in, or might, is not read. */
export type Unjudged = { relation: ExpectationRelation; why: 'no-answer-seen' | 'not-read' };

export type Judgeable = { asked: OverdueStretch[]; unjudged: Unjudged[]; asOf: number | null };

/**
 * Of which stretches it can be said that what has no answer is overdue: no answer can have come unseen. Answers are expected where they came before; where none ever
 * did, they might come anywhere, and unless a person set a time nothing is claimed while any channel is not read at all.
 */
export function judgeable(waited: readonly WaitedFor[], readings: readonly Reading[]): Judgeable {
  const asked: OverdueStretch[] = [];
  const unjudged: Unjudged[] = [];
  const ends: number[] = [];
  for (const each of waited) {
    const { relation, urgent, routine } = each;
    const seen = seenOf(each, readings);
    if (typeof seen === 'string') {
      unjudged.push({ relation, why: seen });
      continue;
    }
    ends.push(seen.to);
    for (const [isUrgent, { ms }] of [[true, urgent] as const, [false, routine] as const])
      asked.push({
        ...{ relationKey: relation.relationKey, isUrgent, waitMs: ms },
        ...{ from: seen.from, to: seen.to - ms - 1 },
      });
  }
  return { asked, unjudged, asOf: ends.length === 0 ? null : Math.max(...ends) };
}

function seenOf(
  { relation, learned, routine }: WaitedFor,
  readings: readonly Reading[],
): { from: number; to: number } | Unjudged['why'] {
  const at = ({ connectionId, channelId }: Place) =>
    readings.find((each) => each.connectionId === connectionId && each.channelId === channelId);
  const knowsWhere = learned.answeredIn.length > 0;
  const isBlind = readings.some(({ keySource }) => keySource === 'off' || keySource === null);
  if (!knowsWhere && isBlind && routine.by !== 'hand') return 'no-answer-seen';
  const others = knowsWhere
    ? learned.answeredIn.flatMap((place) => at(place) ?? [])
    : readings.filter(({ keySource }) => keySource !== 'off');
  const own = at(relation);
  const needed = own === undefined ? others : [own, ...others];
  const froms = needed.map(({ from }) => from);
  const tos = needed.map(({ to }) => to);
  if (needed.length === 0 || froms.includes(null) || tos.includes(null)) return 'not-read';
  return { from: Math.max(...froms.map((from) => from ?? 0)), to: Math.min(...tos.map((to) => to ?? 0)) };
}
