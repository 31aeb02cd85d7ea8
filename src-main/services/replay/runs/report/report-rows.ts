import { csvCell } from '../../../../platform/csv-cell.ts';
import type { ReportMessage, RunReport } from './run-report.ts';

type CellValue = string | number | boolean | null;

/** One message as it leaves the console: no content, times in ISO 8601 UTC, null where it is not known. */
function cellsOf(message: ReportMessage): Record<string, CellValue> {
  const { revealed, why } = message;
  return {
    place: message.ordinal,
    chain: message.chain,
    state: message.state,
    outcome: message.replayState,
    why: why?.key ?? null,
    class: message.class,
    isUrgent: message.isUrgent,
    channel: message.channelName,
    receiver: message.receiver,
    messageType: message.messageType,
    messageControlId: message.messageControlId,
    receivedAt: isoOf(message.at),
    sentAt: isoOf(message.sentAt),
    confirmedAt: isoOf(message.confirmedAt),
    engineId: message.nativeId,
    newEngineId: message.newNativeId,
    replayId: message.replayId,
    ...(revealed === null
      ? {}
      : { patientNumbers: revealed.patientNumbers.join(' '), orderNumbers: revealed.orderNumbers.join(' ') }),
  };
}

/** UTF-8 JSON with everything that the page says, by names that do not change with the language. */
export function writeReportJson(report: RunReport): Uint8Array<ArrayBuffer> {
  const { run, steps, started, next, delays, counts, leftOut } = report;
  const told = {
    madeAt: isoOf(report.madeAt),
    madeBy: report.madeBy,
    environment: report.environment,
    run: {
      runId: run.runId,
      state: run.state,
      pauseReason: run.pauseReason,
      plannedAt: isoOf(run.createdAt),
      plannedBy: run.person,
      startedAt: isoOf(started?.at ?? null),
      startedBy: started?.person ?? null,
      reason: run.reason,
    },
    next,
    isRevealed: report.revealReason !== null,
    revealReason: report.revealReason,
    counts,
    facts: { ...run.facts, oldestAt: isoOf(run.facts.oldestAt), newestAt: isoOf(run.facts.newestAt) },
    settings: run.settings,
    acceptedBy: run.settings.acceptedHazards.length === 0 ? null : (started?.person ?? null),
    delays,
    leftOut,
    steps: steps.map(({ at, ...step }) => ({ at: isoOf(at), ...step })),
    messages: report.messages.map(cellsOf),
  };
  return new TextEncoder().encode(`${JSON.stringify(told, null, 2)}\n`);
}

/** One line a message, and behind an empty line what the run is. UTF-8 with a byte order mark, which spreadsheets want. */
export function writeReportCsv(report: RunReport): Uint8Array<ArrayBuffer> {
  const records = report.messages.map(cellsOf);
  const { run, counts, started } = report;
  const facts: [string, CellValue][] = [
    ['run', run.runId],
    ['environment', report.environment],
    ['state', run.state],
    ['plannedAt', isoOf(run.createdAt)],
    ['plannedBy', run.person],
    ['startedAt', isoOf(started?.at ?? null)],
    ['startedBy', started?.person ?? null],
    ['reason', run.reason],
    ['messages', counts.total],
    ['waiting', counts.waiting],
    ['leftOut', counts.leftOut],
    ['nextOwner', report.next?.owner ?? null],
    ['nextDate', report.next?.date ?? null],
  ];
  const lines = [Object.keys(records[0] ?? {}), ...records.map((record) => Object.values(record)), [], ...facts];
  const text = lines.map((cells) => `${cells.map(csvCell).join(';')}\r\n`).join('');
  return new TextEncoder().encode(`\u{feff}${text}`);
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
