import { adviceOf, type Conclusion, type ConclusionCode, type Limit } from './conclusion.ts';
import { hasArrived } from './deliveries.ts';
import { documentsOf, type TraceDocument } from './documents.ts';
import { type Judged, judgeDocument, type WithheldBy } from './judge-document.ts';
import { agree } from './link-messages.ts';
import { linesOf, newerElsewhere, type ReportLine, requestersOf } from './report-lines.ts';
import type { Trace } from './trace.ts';
import { isNational } from './trace-facts.ts';

/**
 * What is asked of a trace. `recipients`: ids of the caller's unit, empty = not said. `dueAt`: until when the answer to the newest order is to be expected,
 * ms UTC, null = nobody has said. `isCovered`: every channel is read for the time in question, so that what is not found was not there.
 */
export type TraceQuestion = {
  now: number;
  recipients: readonly string[];
  dueAt: number | null;
  isCovered: boolean;
  withheldBy: readonly WithheldBy[];
};

/**
 * Says what became of an answer, from what is known and nothing else. The newest version of each report counts, for each receiver; where there are
 * several, the one that is worst off. Total: any trace has a conclusion.
 */
export function conclude(trace: Trace, question: TraceQuestion): Conclusion {
  const documents = documentsOf(trace);
  const limits = limitsOf(trace, documents);
  const say = createSay({ limits, dueAt: question.dueAt });
  if (countPatients(trace) > 1) return say('several-match', null);
  const answers = documents.filter(({ head }) => head.role === 'result');
  const orders = documents.filter(({ head }) => head.role === 'order');
  const cancelled = documents.find(({ head }) => head.role === 'order-cancel');
  const isPersonKnown = trace.messages.some(({ patients }) => patients.length > 0);
  const lines = linesOf(answers, { recipients: question.recipients, orders });
  const reports = lines.map((line) => concludeLine(line, { orders, question, isPersonKnown, say }));
  const worst = reports.toSorted((a, b) => severity.indexOf(a.code) - severity.indexOf(b.code))[0];
  if (worst !== undefined && worst.code !== 'preliminary-only') return worst;
  if (cancelled !== undefined && orders.every(({ writtenAt }) => writtenAt <= cancelled.writtenAt))
    return say('order-cancelled', cancelled);
  if (worst !== undefined) return worst;
  const order = orders.at(-1);
  if (order !== undefined) return concludeOrder(order, { question, say });
  const other = documents.find(({ head }) => !head.isRead);
  if (other !== undefined) return say('not-enough', other);
  return say(question.isCovered && limits.length === 0 ? 'not-ordered' : 'not-enough', null);
}

/** Which report has to be told of first. */
const severity: readonly ConclusionCode[] = [
  'other-recipient',
  'refused',
  'failed',
  'newer-not-arrived',
  'held',
  'waiting',
  'passed-on',
  'withheld',
  'filtered',
  'not-enough',
  'preliminary-only',
  'accepted-without-receipt',
  'handed-over',
  'withdrawn',
  'receipted',
];

type Say = ReturnType<typeof createSay>;
type Told = Partial<Pick<Conclusion, 'cause' | 'olderAt' | 'about'>> & { judged?: Judged };

function createSay({ limits, dueAt }: Pick<Conclusion, 'limits' | 'dueAt'>) {
  return (code: ConclusionCode, document: TraceDocument | null, told: Told = {}): Conclusion => {
    const { cause = null, olderAt = null, about = 'answer', judged } = told;
    const delivery = judged?.delivery ?? null;
    return {
      code,
      about,
      message: delivery?.message ?? document?.messages[0] ?? null,
      at: delivery?.at ?? document?.writtenAt ?? null,
      cause,
      olderAt,
      delivery,
      failureKind: delivery?.failure?.kind ?? null,
      sender: document?.head.sender ?? null,
      isUrgent: document?.isUrgent ?? false,
      dueAt,
      limits,
      sendAgain: adviceOf(code, { about, cause }),
    };
  };
}

type Context = { orders: readonly TraceDocument[]; question: TraceQuestion; isPersonKnown: boolean; say: Say };

function concludeLine(line: ReportLine, { orders, question, isPersonKnown, say }: Context): Conclusion {
  const { versions } = line;
  const newest = versions.at(-1);
  if (newest === undefined) return say('not-enough', null);
  const judged = judgeDocument(newest, question.withheldBy);
  const older = versions.slice(0, -1).filter(({ deliveries }) => deliveries.some(hasArrived));
  const olderAt = older.at(-1)?.writtenAt ?? null;
  const isThere = newest.deliveries.some(hasArrived);
  const told = { judged, olderAt };
  if (isThere && isForAnother(newest, { orders, question })) return say('other-recipient', newest, { judged });
  if (!isGood(judged)) {
    if (olderAt === null) return say(judged.code, newest, { judged });
    return say('newer-not-arrived', newest, { ...told, cause: judged.code });
  }
  if (older.some((document) => isLaterThan(document, newest)))
    return say('newer-not-arrived', newest, { ...told, cause: 'overwritten' });
  const newer = newerElsewhere(line);
  if (newer !== null) return say('newer-not-arrived', newer, { olderAt: newest.writtenAt, cause: 'elsewhere' });
  const { version, patients } = newest.head;
  // Another laboratory may use the same number: what names no patient is not said to be this patient's.
  if (isPersonKnown && patients.length === 0) return say('not-enough', newest, { judged });
  if (judged.code === 'receipted' && version === 'withdrawn') return say('withdrawn', newest, { judged });
  if (judged.code === 'receipted' && (version === 'preliminary' || version === 'partial'))
    return say('preliminary-only', newest, { judged });
  return say(judged.code, newest, { judged });
}

function isGood({ code }: Judged): boolean {
  return code === 'receipted' || code === 'accepted-without-receipt' || code === 'handed-over';
}

/** An older version reached a destination after the newer one did, and may have taken its place there. */
function isLaterThan(older: TraceDocument, newer: TraceDocument): boolean {
  return older.deliveries.filter(hasArrived).some(({ channelName, connectorId, at }) => {
    const same = newer.deliveries.find(
      (each) => each.channelName === channelName && each.connectorId === connectorId && hasArrived(each),
    );
    return at !== null && same !== undefined && same.at !== null && at > same.at;
  });
}

/**
 * By the caller's unit where it is known, else by who ordered it. A unit is known by its HER-ids, which only the national format uses; HL7 names persons,
 * and a unit that is none of them has lost nothing.
 */
function isForAnother({ head }: TraceDocument, { orders, question }: Pick<Context, 'orders' | 'question'>): boolean {
  const isComparable = question.recipients.length > 0 && isNational(head.messageType);
  const asked = isComparable ? question.recipients : requestersOf(orders, head);
  return !agree(asked, head.recipients);
}

/** There is an order and no answer: either the order is the one that did not arrive, or the answer is awaited. */
function concludeOrder(order: TraceDocument, { question, say }: Pick<Context, 'question' | 'say'>): Conclusion {
  const judged = judgeDocument(order, question.withheldBy);
  const told = { judged, about: 'order' as const };
  if (!isGood(judged)) return say(judged.code, order, told);
  if (question.dueAt !== null && question.dueAt > question.now) return say('awaited', order, told);
  // Without a time that was agreed nobody can say that it is late, only that it is not here.
  return say(question.isCovered ? 'never-received' : 'not-enough', order, told);
}

/** Persons among the messages: numbers that ever stand together are of one. */
function countPatients({ messages }: Pick<Trace, 'messages'>): number {
  const persons: Set<string>[] = [];
  for (const { patients } of messages) {
    if (patients.length === 0) continue;
    const known = persons.filter((person) => patients.some((key) => person.has(key)));
    const merged = new Set([...known.flatMap((person) => [...person]), ...patients]);
    for (const each of known) persons.splice(persons.indexOf(each), 1);
    persons.push(merged);
  }
  return persons.length;
}

function limitsOf({ holes, isCut, messages }: Trace, documents: readonly TraceDocument[]): Limit[] {
  const answers = documents.filter(({ head }) => head.role === 'result');
  const found: [Limit, boolean][] = [
    ['channel-not-indexed', holes.some(({ why }) => why === 'off')],
    ['channel-behind', holes.some(({ why }) => why === 'behind')],
    ['receiver-not-asked', answers.some(({ deliveries }) => deliveries.some(({ isChecked }) => !isChecked))],
    ['content-not-read', messages.some(({ isRead }) => !isRead)],
    ['cut', isCut],
    ['no-time-of-versions', answers.length > 1 && answers.some(({ head }) => head.versionAt === null)],
  ];
  return found.filter(([, is]) => is).map(([limit]) => limit);
}
