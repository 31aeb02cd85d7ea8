import type { Person } from '../../src-main/practice-engine/traffic/persons.ts';
import type { Random } from '../../src-main/practice-engine/traffic/random.ts';
import type { ConclusionCode } from '../../src-shared/domain/trace/conclusion.ts';
import type { TraceRole } from '../../src-shared/domain/trace/trace-facts.ts';
import { type Fate, posted, taken, toChannel } from './destinations.ts';
import { acknowledgementBody, admissionBody, type Hl7Draft, orderBody, resultBody } from './hl7-bodies.ts';
import { answerBody, appRecBody, type KithDraft, letterBody, requisitionBody } from './kith-bodies.ts';
import {
  type ChannelId,
  minuteMs,
  type Truth,
  type WeekDestination,
  type WeekMessage,
  type WeekQuestion,
} from './week.ts';

/** `other`: a person who has nothing to do with it. */
export type StoryParts = {
  name: string;
  number: number;
  person: Person;
  other: Person;
  startsAt: number;
  random: Random;
};

/** HER-ids of the surgeries that order, and of the hospital's laboratory. */
export const laboratory = '8142000';
export const surgeries = Array.from({ length: 40 }, (_, at) => String(8_090_000 + at * 17));

const results: Readonly<Record<string, ChannelId>> = {
  LAB: 'results-chem',
  MIKRO: 'results-micro',
  PAT: 'results-path',
  RIS: 'results-rad',
};

/** Writes what happens in one business event, one message after the other; its clock goes forward by what is told it. */
export function createStoryWriter({ name, number, person, other, startsAt, random }: StoryParts) {
  let at = startsAt;
  let count = 0;
  const messages: WeekMessage[] = [];
  const questions: WeekQuestion[] = [];
  const nextId = () => {
    count += 1;
    return `S${number}-${count}`;
  };
  const own = {
    lab: random.pick(['LAB', 'LAB', 'LAB', 'MIKRO', 'PAT', 'RIS']),
    orderNumber: `R${1_000_000 + number}`,
    reportNumber: `L${5_000_000 + number}`,
    requester: `HPR${7_000_000 + random.between(0, 400)}`,
    surgery: random.pick(surgeries),
    isUrgent: random.next() < 0.15,
  };

  /** `cameAt`: when the engine got it, where that is not when it was written. */
  type Hl7Options = Partial<Hl7Draft> & { fates?: readonly Fate[]; cameAt?: number };
  type KithOptions = Partial<KithDraft> & { fate?: Fate };

  function hl7(given: Hl7Options, sender: string, receiver: string): Hl7Draft {
    const { orderNumber: order, reportNumber: report, requester, isUrgent } = own;
    const { fates: _, cameAt: __, ...over } = given;
    const draft = {
      controlId: nextId(),
      at,
      sender,
      receiver,
      person,
      order,
      report,
      requester,
      isUrgent,
      copies: [],
      tests: 'PAKKE',
    };
    return { ...draft, ...over };
  }

  function kith(given: KithOptions, sender: string, receiver: string): KithDraft {
    const { orderNumber: order, reportNumber: report, surgery: requester, isUrgent } = own;
    const { fate: _, ...over } = given;
    const draft = { id: nextId(), at, sender, receiver, person, order, report, requester, isUrgent, copies: [] };
    return { ...draft, ...over };
  }

  function put(
    message: Pick<WeekMessage, 'channelId' | 'body' | 'role' | 'parties'> &
      Partial<WeekMessage> & { fates: readonly Fate[] },
  ): WeekMessage {
    const { fates, ...rest } = message;
    const arrivedAt = rest.at ?? at;
    const destinations = fates.map(
      (fate, place): WeekDestination => ({
        connectorId: String(place + 1),
        name: `${rest.channelId} ${place + 1}`,
        ...fate(arrivedAt + 2000),
      }),
    );
    const whole: WeekMessage = {
      ...{ id: 0, at, birthDate: person.birthDate, parent: null, isCopy: false, isSnoozed: false, isDropped: false },
      ...rest,
      destinations,
    };
    messages.push(whole);
    return whole;
  }

  const writer = {
    random,
    person,
    other,
    ...own,
    messages,
    questions,
    now: () => at,
    /** Lets time pass. */
    wait(minutes: number): void {
      at += minutes * minuteMs;
    },
    order(given: Hl7Options = {}): WeekMessage {
      const draft = hl7(given, 'EPJ', own.lab);
      const channelId = own.lab === 'RIS' ? 'orders-rad' : 'orders-lab';
      const parties = [draft.sender, draft.receiver, draft.requester];
      const fates = given.fates ?? [taken];
      return put({
        channelId,
        body: () => orderBody(draft, 'NW'),
        role: 'order',
        parties,
        fates,
        birthDate: draft.person.birthDate,
      });
    },
    cancel(given: Hl7Options = {}): WeekMessage {
      const draft = hl7(given, 'EPJ', own.lab);
      const channelId = own.lab === 'RIS' ? 'orders-rad' : 'orders-lab';
      const parties = [draft.sender, draft.receiver, draft.requester];
      const fates = given.fates ?? [taken];
      return put({ channelId, body: () => orderBody(draft, 'CA'), role: 'order-cancel', parties, fates });
    },
    /** An answer of a laboratory for the record system. Those of clinical chemistry pass through a second channel. `version`: OBR-25. */
    result(
      version: string,
      given: Hl7Options & { channelId?: ChannelId; loseChild?: boolean } = {},
    ): WeekMessage & { controlId: string } {
      const { channelId: place, loseChild = false, ...rest } = given;
      const draft = hl7(rest, own.lab, 'EPJ');
      const parties = [draft.sender, draft.receiver, draft.requester, ...draft.copies];
      const channelId = place ?? results[draft.sender] ?? 'results-chem';
      const body = () => resultBody(draft, version);
      const cameAt = given.cameAt ?? at;
      const base = { body, role: 'result' as TraceRole, parties, at: cameAt, birthDate: draft.person.birthDate };
      const fates = given.fates ?? [taken];
      if (channelId !== 'results-chem') return { ...put({ ...base, channelId, fates }), ...idOf(draft) };
      const first = put({ ...base, channelId, fates: [toChannel('results-out')] });
      if (loseChild) return { ...first, ...idOf(draft) };
      return { ...put({ ...base, channelId: 'results-out', fates, parent: first, at: cameAt + 1000 }), ...idOf(draft) };
    },
    /** A replay's copy in the same channel. */
    copyOf(original: WeekMessage, fates: readonly Fate[]): WeekMessage {
      const { channelId, body, role, parties } = original;
      const real = messages.find((each) => each.body === body && each.channelId === channelId) ?? null;
      return put({ channelId, body, role, parties, fates, parent: real, isCopy: true });
    },
    admission(event: string): void {
      const draft = hl7({}, 'EPJ', 'ALLE');
      put({
        channelId: 'adt',
        body: () => admissionBody(draft, event),
        role: 'other',
        parties: ['EPJ'],
        fates: [taken],
      });
    },
    acknowledgement(about: string, code: 'AA' | 'AE'): void {
      const draft = hl7({}, 'EPJ', own.lab);
      const body = () => acknowledgementBody(draft, about, code);
      put({ channelId: 'acks', body, role: 'receipt', parties: ['EPJ', own.lab], fates: [taken], birthDate: null });
    },
    requisition(given: KithOptions = {}): WeekMessage {
      const draft = kith(given, own.surgery, laboratory);
      const parties = [draft.sender, draft.receiver, draft.requester, ...draft.copies];
      const fates = [given.fate ?? taken];
      return put({ channelId: 'kith-orders', body: () => requisitionBody(draft), role: 'order', parties, fates });
    },
    kithAnswer(answer: Parameters<typeof answerBody>[1], given: KithOptions = {}): WeekMessage & { draft: KithDraft } {
      const draft = kith(given, laboratory, own.surgery);
      const parties = [draft.sender, draft.receiver, draft.requester, ...draft.copies];
      const fates = [given.fate ?? posted];
      const body = () => answerBody(draft, answer);
      return { ...put({ channelId: 'kith-answers', body, role: 'result', parties, fates }), draft };
    },
    appRec(about: { draft: KithDraft }, status: '1' | '2', by = about.draft.receiver): void {
      const draft = kith({}, by, laboratory);
      const body = () => appRecBody(draft, about.draft, status);
      const base = { channelId: 'apprecs' as const, body, role: 'receipt' as const, birthDate: null };
      put({ ...base, parties: [by, laboratory], fates: [taken] });
    },
    /** The receiver accepts it some minutes later. */
    confirmed(about: { draft: KithDraft }): void {
      writer.wait(random.between(1, 20));
      writer.appRec(about, '1');
    },
    letter(given: KithOptions = {}): { draft: KithDraft } {
      const draft = kith(given, laboratory, own.surgery);
      const parties = [draft.sender, draft.receiver];
      put({
        channelId: 'kith-letters',
        body: () => letterBody(draft),
        role: 'letter',
        parties,
        fates: [given.fate ?? posted],
      });
      return { draft };
    },
    /** What may be asked by `number`; `unread`: the truth while one channel is not read, where it is another. */
    ask(number: string, code: ConclusionCode, { unitIds = [] as string[], unread = code, suffix = '' } = {}): void {
      const truth: Truth = { code, codeUnread: unread };
      const question = { kind: 'number' as const, text: number };
      questions.push({ story: `${name}${suffix}`, question, unitIds, truth, among: messages });
    },
  };
  return writer;
}

export type StoryWriter = ReturnType<typeof createStoryWriter>;

const idOf = ({ controlId }: Hl7Draft) => ({ controlId });
