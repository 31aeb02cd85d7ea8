import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { caseNumberOf, sequenceOfCase } from '../../../src-shared/domain/trace/case-number.ts';
import { documentsOf } from '../../../src-shared/domain/trace/documents.ts';
import { splitEvents } from '../../../src-shared/domain/trace/split-events.ts';
import type { Trace, TraceMessage } from '../../../src-shared/domain/trace/trace.ts';
import { zoneOffsetMs } from '../../../src-shared/formats/shared/zone-offset.ts';
import type { Clock } from '../../platform/ports.ts';
import type { TraceSeed } from '../../store/trace-store.ts';
import type { TraceBuilder } from './build-trace.ts';
import type { AskedCase } from './find-case.ts';
import { numberOf } from './number-of.ts';
import type { Listener, StoryTeller } from './tell-story.ts';

export type AskDeps = {
  builder: TraceBuilder;
  tell: StoryTeller;
  clock: Pick<Clock, 'now'>;
  /** An earlier answer by the number of its line in the audit log; null = it is none. */
  findCase: (sequence: number) => Promise<AskedCase | null>;
};
type Question = InputOf<'trace.ask'>['question'];
type Answer = OutputOf<'trace.ask'>;
/** As `trace.ask` answers, with the trace behind a story, of which only places are kept. */
export type Asked = { answer: Answer; trace: Trace | null };

const dayMs = 24 * 3_600_000;
/** The index holds no more; older ones are asked of the engines by whoever looks for them. */
const reachMs = 31 * dayMs;
const mostChoices = 50;
const zone = 'Europe/Oslo';
const none: Trace = { messages: [], links: [], holes: [], isCut: false };

/** Finds what somebody asks about and says what became of it. */
export function createAsker({ builder, tell, clock, findCase }: AskDeps) {
  const story = (trace: Trace, listener: Listener): Answer => ({
    kind: 'answer',
    personKind: null,
    caseNumber: null,
    reopened: null,
    story: tell(trace, listener),
  });

  async function byNumber(typed: string, listener: Listener, signal: AbortSignal): Promise<Asked> {
    const sequence = sequenceOfCase(typed);
    if (sequence !== null) return byCase(sequence, listener, signal);
    const { text, person } = numberOf(typed);
    const range = { from: clock.now() - reachMs, to: clock.now() + dayMs };
    const seed = (kind: 'order' | 'control-id' | 'patient'): TraceSeed => ({ kind, value: text, ...range });
    if (person !== null && person.validUnder !== null) {
      const trace = await builder.build(seed('patient'), signal);
      const events = eventsOf(trace);
      const personKind = person.kind;
      if (events.length === 0) {
        const told = story({ ...trace, messages: [], links: [] }, listener);
        return { answer: withKind(told, personKind), trace: { ...trace, messages: [], links: [] } };
      }
      const [only, second] = events;
      if (only !== undefined && second === undefined)
        return { answer: withKind(story(only, listener), personKind), trace: only };
      const choices = events.slice(0, mostChoices).flatMap((event) => choiceOf(event, listener));
      return {
        answer: { kind: 'choice', personKind, items: choices, isCut: trace.isCut || events.length > mostChoices },
        trace: null,
      };
    }
    for (const kind of ['order', 'control-id'] as const) {
      const trace = await builder.build(seed(kind), signal);
      if (trace.messages.length > 0) return { answer: story(trace, listener), trace };
    }
    // Eleven digits that name no order are a person's number with a digit wrong.
    if (person !== null) return { answer: { kind: 'mistyped', faults: person.faults }, trace: null };
    const nothing = await builder.build(seed('order'), signal, true);
    return { answer: story(nothing, listener), trace: nothing };
  }

  /** Answered only as a count until there is one match. */
  async function byBirth(
    { birthDate, day, requester }: Extract<Question, { kind: 'birth' }>,
    listener: Listener,
    signal: AbortSignal,
  ): Promise<Asked> {
    const midnight = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)));
    const [from, to] = [midnight, midnight + dayMs].map((local) => local - zoneOffsetMs(local, zone));
    const seed: TraceSeed = { kind: 'birth', value: birthDate, from: from ?? 0, to: to ?? 0 };
    const found = await builder.build(seed, signal, true);
    const wanted = requester.toLowerCase();
    const events = eventsOf(found).filter(({ messages }) => messages.some((message) => names(message, wanted)));
    const persons = new Set(events.flatMap(({ messages }) => messages.flatMap(({ patients }) => patients[0] ?? [])));
    const [only] = events;
    const first = only?.messages[0];
    if (first !== undefined && events.length === 1 && persons.size === 1) return byMessage(first.ref, listener, signal);
    if (events.length > 0)
      return { answer: { kind: 'many', persons: persons.size, events: events.length }, trace: null };
    const nothing = { ...none, holes: found.holes };
    return { answer: story(nothing, listener), trace: nothing };
  }

  async function byMessage(ref: TraceMessage['ref'], listener: Listener, signal: AbortSignal): Promise<Asked> {
    const trace = await builder.build({ kind: 'message', ref, from: 0, to: clock.now() + dayMs }, signal);
    return { answer: story(trace, listener), trace };
  }

  /** Looked for anew: what is told is true now, not then. */
  async function byCase(sequence: number, listener: Listener, signal: AbortSignal): Promise<Asked> {
    const earlier = await findCase(sequence);
    if (earlier?.ref == null) {
      const messageKey = earlier === null ? 'trace.noCase' : 'trace.emptyCase';
      throw new AppError('NOT_FOUND', 'No such case.', { messageKey });
    }
    const { answer, trace } = await byMessage(earlier.ref, listener, signal);
    if (answer.kind !== 'answer') return { answer, trace };
    const { at, person } = earlier;
    return { answer: { ...answer, reopened: { caseNumber: caseNumberOf(sequence), at, person } }, trace };
  }

  return {
    ask(question: Question, listener: Listener, signal: AbortSignal): Promise<Asked> {
      if (question.kind === 'number') return byNumber(question.text, listener, signal);
      if (question.kind === 'birth') return byBirth(question, listener, signal);
      return byMessage(question.ref, listener, signal);
    },
  };

  function choiceOf(event: Trace, listener: Listener): Extract<Answer, { kind: 'choice' }>['items'] {
    const { conclusion, isMasked } = tell(event, listener);
    const [first] = event.messages;
    const head = documentsOf(event)[0]?.head ?? first;
    const last = event.messages.at(-1);
    if (head === undefined || first === undefined || last === undefined) return [];
    const choice = {
      ref: head.ref,
      role: head.role,
      at: first.receivedAt,
      lastAt: last.receivedAt,
      code: conclusion.code,
      isUrgent: conclusion.isUrgent,
      party: isMasked ? null : (conclusion.sender ?? head.sender),
    };
    return [choice];
  }
}

function withKind(answer: Answer, personKind: Extract<Answer, { kind: 'answer' }>['personKind']): Answer {
  return answer.kind === 'answer' ? { ...answer, personKind } : answer;
}

/** Newest first. */
function eventsOf(trace: Trace): Trace[] {
  return splitEvents(trace).toSorted(
    (a, b) => (b.messages.at(-1)?.receivedAt ?? 0) - (a.messages.at(-1)?.receivedAt ?? 0),
  );
}

function names({ sender, receiver, recipients, requesters }: TraceMessage, wanted: string): boolean {
  return [sender, receiver, ...recipients, ...requesters].some((party) => party?.toLowerCase().includes(wanted));
}
