import type { Failure } from '../../../src-shared/domain/failure.ts';
import { csvCell } from '../../platform/csv-cell.ts';

/** Numbers of patient and order, of one failure's kept message; only where they were revealed. */
export type RevealedNumbers = { patientNumbers: string[]; orderNumbers: string[] };
export type ExportRow = { failure: Failure; revealed: RevealedNumbers | null };

type Cell = string | number | boolean | null;

/** One failure as it leaves the console: no content, times in ISO 8601 UTC, null where it is not known. */
function cellsOf({ failure, revealed }: ExportRow): Record<string, Cell> {
  const { header } = failure;
  return {
    failureId: failure.failureId,
    failedAt: isoOf(failure.failedAt),
    receivedAt: isoOf(failure.receivedAt),
    channel: failure.channelName,
    connector: failure.connectorName,
    target: failure.target,
    kind: failure.kind,
    error: failure.oneLine,
    isUrgent: failure.isUrgent,
    messageControlId: header.messageControlId,
    messageType: header.messageType,
    sender: header.sender,
    receiver: header.receiver,
    replayState: failure.replayState,
    resolvedAt: isoOf(failure.resolvedAt),
    handledAt: isoOf(failure.handledAt),
    ownState: failure.ownState?.state ?? null,
    owner: failure.ownState?.owner ?? null,
    snoozedUntil: isoOf(failure.ownState?.until ?? null),
    groupId: failure.groupId,
    ...(revealed === null
      ? {}
      : { patientNumbers: revealed.patientNumbers.join(' '), orderNumbers: revealed.orderNumbers.join(' ') }),
  };
}

/** UTF-8 JSON, a list of one object per failure. */
export function writeJsonExport(rows: readonly ExportRow[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(rows.map(cellsOf), null, 2)}\n`);
}

/** CSV by RFC 4180, UTF-8 with a byte order mark, as spreadsheets want it; no row = no line. */
export function writeCsvExport(rows: readonly ExportRow[]): Uint8Array<ArrayBuffer> {
  const records = rows.map(cellsOf);
  const lines = [Object.keys(records[0] ?? {}), ...records.map((record) => Object.values(record))];
  const text = records.length === 0 ? '' : lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
  return new TextEncoder().encode(`\u{feff}${text}`);
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
