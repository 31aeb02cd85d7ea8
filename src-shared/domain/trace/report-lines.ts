import type { TraceDocument } from './documents.ts';
import { agree } from './link-messages.ts';
import type { TraceMessage } from './trace.ts';
import { isNational } from './trace-facts.ts';

/**
 * One report on its way to one receiver. `versions` oldest first, at least one; `elsewhere`: what was sent of the same report to others, so that a newer
 * version that never went this way is seen.
 */
export type ReportLine = { versions: readonly TraceDocument[]; elsewhere: readonly TraceDocument[] };

/** Whose answer is meant: ids of the caller's unit, empty = not said; and the orders. */
type Asked = { recipients: readonly string[]; orders: readonly TraceDocument[] };

/**
 * The lines a question is about. Whoever gets a copy gets a message of its own: what one has does not tell what another has. Of each report the caller's
 * own lines count; where there are none, those to whom it was asked for; else all.
 */
export function linesOf(answers: readonly TraceDocument[], asked: Asked): ReportLine[] {
  return reportsOf(answers).flatMap((report) => {
    const byReceiver = [...Map.groupBy(report, ({ head }) => head.receiver).values()];
    const lines = byReceiver.flatMap(apartWhereUnnumbered).map((versions) => ({
      versions,
      elsewhere: answers.filter((other) => !versions.includes(other) && isOfReport(other, report)),
    }));
    const own = lines.filter(({ versions }) => versions.some(({ head }) => isTo(head, asked.recipients)));
    if (own.length > 0) return own;
    const wanted = lines.filter(({ versions }) =>
      versions.some(({ head }) => isTo(head, requestersOf(asked.orders, head))),
    );
    return wanted.length > 0 ? wanted : lines;
  });
}

/**
 * Without a number of its own a report is known by its order alone, and of one order several may be written: chemistry and microbiology. Two final ones are two
 * reports then, so that the one that is there hides none that is not. @returns each oldest first
 */
function apartWhereUnnumbered(documents: readonly TraceDocument[]): TraceDocument[][] {
  const lines: TraceDocument[][] = [];
  for (const document of documents.toSorted((a, b) => a.writtenAt - b.writtenAt)) {
    const line = lines.findLast((known) => !known.some((earlier) => areTwoReports(earlier, document)));
    if (line === undefined) lines.push([document]);
    else line.push(document);
  }
  return lines;
}

function areTwoReports({ head: earlier }: TraceDocument, { head: later }: TraceDocument): boolean {
  const areUnnumbered = [earlier, later].every(({ isRead, report }) => isRead && report === null);
  return areUnnumbered && later.version === 'final' && (earlier.version === 'final' || earlier.version === 'corrected');
}

/** The version that others were sent after the newest one of this line; null = none. Only what a version replaces for sure counts. */
export function newerElsewhere({ versions, elsewhere }: ReportLine): TraceDocument | null {
  const newest = versions.at(-1);
  if (newest === undefined) return null;
  return elsewhere.findLast((other) => other.writtenAt > newest.writtenAt && replaces(other, newest)) ?? null;
}

/** Who is to have the answers to these orders, as far as ids of this kind of message say. */
export function requestersOf(orders: readonly TraceDocument[], { messageType }: TraceMessage): string[] {
  const comparable = orders.filter(({ head }) => isNational(head.messageType) === isNational(messageType));
  return comparable.flatMap(({ head }) => head.requesters);
}

/** By the receiver's own id; HL7 names no units that could be compared. */
function isTo({ messageType, receiver, recipients }: TraceMessage, ids: readonly string[]): boolean {
  if (ids.length === 0 || !isNational(messageType)) return false;
  return (receiver !== null && ids.includes(receiver)) || (recipients.length > 0 && agree(ids, recipients));
}

const hourMs = 3_600_000;

/** Copies of one version are made minutes apart; another correction after that is another version. */
function replaces(later: TraceDocument, earlier: TraceDocument): boolean {
  const [newer, older] = [later.head.version, earlier.head.version];
  if (newer === null || newer === 'preliminary') return false;
  if (newer !== older) return newer !== 'partial' || older === 'preliminary';
  return (newer === 'corrected' || newer === 'partial') && later.writtenAt - earlier.writtenAt > hourMs;
}

/** By the number its sender gives it, else by the orders it answers. */
function reportsOf(answers: readonly TraceDocument[]): TraceDocument[][] {
  const reports: TraceDocument[][] = [];
  for (const answer of answers) {
    const known = reports.find((report) => report.some((other) => isSameReport(other.head, answer.head)));
    if (known === undefined) reports.push([answer]);
    else known.push(answer);
  }
  return reports;
}

function isSameReport(one: TraceMessage, other: TraceMessage): boolean {
  if (one.sender !== other.sender) return false;
  if (one.report !== null && other.report !== null) return one.report === other.report;
  return one.orders.some((key) => other.orders.includes(key));
}

/** Also where another system sent it under the same number. */
function isOfReport(document: TraceDocument, report: readonly TraceDocument[]): boolean {
  return report.some(
    ({ head }) => isSameReport(head, document.head) || (head.report !== null && head.report === document.head.report),
  );
}
