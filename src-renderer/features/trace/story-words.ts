import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { FailureKind } from '../../../src-shared/domain/failure-kind.ts';
import { findAnswerCode } from '../../../src-shared/domain/trace/answer-codes.ts';
import type { Conclusion, ConclusionCode } from '../../../src-shared/domain/trace/conclusion.ts';
import { conclusionKey } from '../../../src-shared/domain/trace/story-keys.ts';
import type { Text } from '../../locales/use-text.ts';
import type { Format } from '../../ui/format/use-format.ts';

export type Story = OutputOf<'trace.story'>;
export type Words = { text: Text; format: Pick<Format, 'clock' | 'moment'> };

/** Why the advice is so; the core names the sentence. */
export function adviceWhy({ sendAgain: { why } }: Pick<Conclusion, 'sendAgain'>, text: Text): string {
  return text.from(`trace.advice.why.${why}`, {}, text('trace.advice.why.not-enough'));
}

/** A time as it is said aloud: `at 09:42`, of another day with its date. */
export function spokenTime(at: number | null, now: number, { text, format }: Words): string {
  if (at === null) return text('trace.when.unknown');
  const moment = format.moment(at, now);
  return text(moment === format.clock(at) ? 'trace.when.today' : 'trace.when.day', { time: moment });
}

const stopped: ReadonlySet<NonNullable<Conclusion['cause']>> = new Set(['refused', 'failed', 'held']);
/** Where it is enough to say what is; how it came there would only make it longer. */
const withoutOrigin: ReadonlySet<ConclusionCode> = new Set([
  'withdrawn',
  'order-cancelled',
  'not-ordered',
  'several-match',
  'newer-not-arrived',
]);

/** The conclusion in plain sentences, in the order in which they are read aloud. */
export function conclusionSentences(story: Story, words: Words): string[] {
  const { conclusion, asOf } = story;
  const { text, format } = words;
  const { delivery, at, olderAt, dueAt } = conclusion;
  const moment = (time: number | null) => (time === null ? text('trace.when.unknown') : format.moment(time, asOf));
  const params = {
    place: delivery?.destination ?? text('trace.place.receiver'),
    when: spokenTime(at, asOf, words),
    older: moment(olderAt),
    due: moment(dueAt),
  };
  const fallback = text('trace.place.receiver');
  return [
    originSentence(story, words),
    text(conclusionKey(conclusion), params),
    ...causeSentences(story, params.place, text),
    conclusion.code === 'never-received' && dueAt !== null ? text('trace.conclusion.due', params) : null,
    conclusion.isUrgent ? text('trace.conclusion.urgent') : null,
    ...waitingSentences(story, text),
    ownerSentence(conclusion, text),
  ]
    .filter((sentence) => sentence !== null)
    .map((sentence) => (sentence.startsWith(fallback) ? upperFirst(sentence) : sentence));
}

function originSentence({ conclusion, subject, subjectRole, timeline, asOf }: Story, words: Words): string | null {
  const { text } = words;
  if (withoutOrigin.has(conclusion.code) || (subjectRole !== 'result' && subjectRole !== 'order')) return null;
  const came = timeline.filter(({ kind, role }) => kind === 'came' && role === subjectRole);
  const own = came.find(({ ref }) => ref?.nativeId === subject?.nativeId && ref?.channelId === subject?.channelId);
  const at = (own ?? came.at(-1))?.at ?? null;
  if (at === null) return null;
  const kind = subjectRole === 'result' ? 'answer' : 'order';
  const when = spokenTime(at, asOf, words);
  if (conclusion.sender === null) return text(`trace.conclusion.came.${kind}.unnamed`, { when });
  return text(`trace.conclusion.came.${kind}`, { when, sender: conclusion.sender });
}

function causeSentences({ conclusion }: Story, place: string, text: Text): string[] {
  const { failureKind, delivery } = conclusion;
  const code = conclusion.code === 'newer-not-arrived' ? conclusion.cause : conclusion.code;
  if (code === null || !stopped.has(code)) return [];
  const found = delivery?.code == null ? null : findAnswerCode(delivery.code);
  const reason =
    found === null || delivery?.code == null
      ? null
      : text('trace.conclusion.reason', { meaning: text(`trace.code.${found}`), code: delivery.code });
  const cause = failureKind === null || saysTheSame(code, failureKind) ? null : causeOf(failureKind, place, text);
  return [cause, reason].filter((sentence) => sentence !== null);
}

/** That a receiver refuses is the conclusion itself. */
function saysTheSame(code: string, kind: FailureKind): boolean {
  return code === 'refused' && kind === 'negative-ack';
}

function causeOf(kind: FailureKind, place: string, text: Text): string {
  return text(`trace.conclusion.cause.${kind}`, { place });
}

function waitingSentences({ conclusion, waiting }: Story, text: Text): string[] {
  if (waiting === null) return [];
  // The one asked about waits among them.
  const isAmong = conclusion.code === 'waiting' || conclusion.cause === 'waiting';
  const count = Math.max(0, waiting.total - (isAmong ? 1 : 0));
  const urgent = Math.max(0, (waiting.urgent ?? 0) - (isAmong && conclusion.isUrgent ? 1 : 0));
  if (count === 0) return [];
  return [
    text('trace.conclusion.waitingWith', { count }),
    ...(urgent > 0 ? [text('trace.conclusion.waitingUrgent', { count: urgent })] : []),
  ];
}

function ownerSentence({ delivery }: Conclusion, text: Text): string | null {
  const failure = delivery?.failure ?? null;
  if (failure === null || failure.state === 'snoozed') return null;
  if (failure.state === 'open') return text('trace.conclusion.owner.open');
  if (failure.state === 'handled') return text('trace.conclusion.owner.handled');
  if (failure.owner === null) return null;
  return text(failure.state === 'assigned' ? 'trace.conclusion.owner.taken' : 'trace.conclusion.owner.seen', {
    owner: failure.owner,
  });
}

function upperFirst(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
}
