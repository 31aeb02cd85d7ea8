import { AppError } from '../../../src-shared/domain/app-error.ts';
import { replayState } from '../../../src-shared/domain/failure.ts';
import { type MessageClass, messageClass } from '../../../src-shared/domain/message-class.ts';
import {
  type ReplayRun,
  type RunCounts,
  type RunItem,
  type RunStep,
  readRunRequestId,
  runStep,
} from '../../../src-shared/domain/replay-run.ts';
import type { NewRun, NewRunItem, RunAdvance, RunItemChange, RunItemsPart, RunOutcome } from '../run-store.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { Page } from '../store.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import * as sql from './run-queries.ts';
import { runRecordId, toRun, toRunItem } from './run-row.ts';

export const runWriterOperations = {
  putRun({ journal }: JournalWriterContext, { run, items }: { run: NewRun; items: NewRunItem[] }) {
    const { requestId, runId } = run;
    const known = journal.get<{ run_id: string }>(sql.findRunByRequest, { requestId });
    if (known !== undefined) return { runId: known.run_id, isNew: false };
    const { createdAt, person } = run;
    journal.run(sql.insertRun, { runId, requestId, createdAt, person, facts: JSON.stringify(run.facts) });
    journal.run(sql.insertRunHead, { runId, createdAt, state: 'planned', settings: JSON.stringify(run.settings) });
    journal.run(sql.insertRunStep, { runId, at: createdAt, person, state: 'planned', pauseReason: null });
    for (const item of items)
      journal.run(sql.insertRunItem, { ...itemParams(runId, item), attempt: 1, replayId: null });
    return { runId, isNew: true };
  },

  /** @throws AppError NOT_FOUND | CONFLICT when the run is in none of the states `from` */
  advanceRun({ journal, sealed }: JournalWriterContext, { runId, from, step, start }: RunAdvance): ReplayRun {
    const row = journal.get<sql.RunRow>(sql.getRun, { runId });
    if (row === undefined)
      throw new AppError('NOT_FOUND', 'There is no such run.', { messageKey: 'run.refused.noRun' });
    const current = toRun(row, sealed);
    if (!from.includes(current.state))
      throw new AppError('CONFLICT', `The run is ${current.state} by now. Load it again.`, {
        messageKey: 'run.refused.movedOn',
        params: { state: current.state },
      });
    if (start !== null) {
      const key = { recordId: runRecordId(runId), at: step.at };
      const reasonSealed = start.reason === null ? null : sealed.seal(key, 'reason', start.reason).sealed;
      journal.run(sql.updateRunStart, { runId, settings: JSON.stringify(start.settings), reasonSealed });
    }
    const { at, person, state, pauseReason } = step;
    journal.run(sql.updateRunHead, { runId, at, state, pauseReason });
    journal.run(sql.insertRunStep, { runId, at, person, state, pauseReason });
    const next = { ...current, state, pauseReason, changedAt: at };
    return start === null ? next : { ...next, settings: start.settings, reason: start.reason ?? current.reason };
  },

  setRunItems(
    { journal }: JournalWriterContext,
    { runId, changes }: { runId: string; changes: RunItemChange[] },
  ): void {
    for (const { why, ...change } of changes)
      journal.run(sql.updateRunItem, { runId, ...change, why: why === null ? null : JSON.stringify(why) });
  },

  linkSentItems({ journal }: JournalWriterContext, _nothing: null): void {
    for (const { request_id, replay_id: replayId } of journal.all<sql.SentRow>(sql.listNewestSent, {
      at: Number.MAX_SAFE_INTEGER,
    })) {
      const place = readRunRequestId(request_id);
      if (place !== null) journal.run(sql.linkRunItem, { ...place, replayId });
    }
  },
};

export const runReaderOperations = {
  getRun({ journal, sealed }: JournalReaderContext, { runId }: { runId: string }): ReplayRun | null {
    const row = journal().get<sql.RunRow>(sql.getRun, { runId });
    return row === undefined ? null : toRun(row, sealed());
  },

  listRuns(
    { journal, sealed }: JournalReaderContext,
    { cursor, limit }: { cursor: string | null; limit: number },
  ): Page<ReplayRun> {
    const [at, id] = cursor === null ? [Number.MAX_SAFE_INTEGER, ''] : decodeCursor(cursor, ['number', 'string']);
    const rows = journal().all<sql.RunRow>(sql.listRuns, { at, id, limit: limit + 1 });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => toRun(row, sealed())),
      nextCursor: last === undefined ? null : encodeCursor([last.created_at, last.run_id]),
    };
  },

  runSteps({ journal }: JournalReaderContext, { runId }: { runId: string }): RunStep[] {
    const rows = journal().all<{ at: number; person: string; state: string; pause_reason: string | null }>(
      sql.listRunSteps,
      { runId },
    );
    return rows.map(({ pause_reason: pauseReason, ...row }) => runStep.parse({ ...row, pauseReason }));
  },

  runItems({ journal }: JournalReaderContext, { only, ...asked }: ItemsAsked & RunItemsPart): RunItem[] {
    if (only === null) return journal().all<sql.RunItemRow>(sql.listRunItems, asked).map(toRunItem);
    const statement = only === 'waiting' || only === 'left-out' ? sql.listRunItemsStanding : sql.listRunItemsBecome;
    return journal()
      .all<sql.RunItemRow>(statement, { ...asked, only })
      .map(toRunItem);
  },

  runOutcomes({ journal }: JournalReaderContext, asked: ItemsAsked): RunOutcome[] {
    return journal()
      .all<sql.RunOutcomeRow>(sql.listRunOutcomes, asked)
      .map((row) => ({
        ...toRunItem(row),
        sentAt: row.sent_at,
        settledAt: row.settled_at,
        newNativeId: row.new_native_id,
      }));
  },

  waitingRunItems({ journal }: JournalReaderContext, asked: ItemsAsked): RunItem[] {
    return journal().all<sql.RunItemRow>(sql.listWaitingItems, asked).map(toRunItem);
  },

  runCounts({ journal }: JournalReaderContext, { runId }: { runId: string }): RunCounts {
    const counts: RunCounts = { total: 0, waiting: 0, leftOut: 0, sent: 0, byState: {} };
    const rows = journal().all<{ state: string; replay_state: string | null; count: number }>(sql.countRunItems, {
      runId,
    });
    for (const { state, replay_state: became, count } of rows) {
      counts.total += count;
      if (state === 'waiting') counts.waiting += count;
      else if (state === 'left-out') counts.leftOut += count;
      else counts.sent += count;
      if (state === 'sent' && became !== null) counts.byState[replayState.parse(became)] = count;
    }
    return counts;
  },

  leftOutOfRun({ journal }: JournalReaderContext, { runId }: { runId: string }) {
    const rows = journal().all<{ class: string; key: string; count: number }>(sql.countLeftOut, { runId });
    return rows.map((row): { class: MessageClass; key: string; count: number } => ({
      ...row,
      class: messageClass.parse(row.class),
    }));
  },

  scheduledRuns({ journal }: JournalReaderContext, _nothing: null): string[] {
    return journal()
      .all<{ run_id: string }>(sql.listScheduledRuns)
      .map((row) => row.run_id);
  },

  activeRuns({ journal }: JournalReaderContext, _nothing: null): string[] {
    return journal()
      .all<{ run_id: string }>(sql.listActiveRuns)
      .map((row) => row.run_id);
  },
};

type ItemsAsked = { runId: string; after: number; limit: number };

function itemParams(runId: string, { why, isUrgent, ...item }: NewRunItem) {
  return { runId, ...item, isUrgent: isUrgent ? 1 : 0, why: why === null ? null : JSON.stringify(why) };
}
