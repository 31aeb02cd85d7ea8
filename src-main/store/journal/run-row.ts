import { type ReplayRun, type RunItem, replayRun, runItem } from '../../../src-shared/domain/replay-run.ts';
import type { SealedReader } from './record-keys.ts';
import type { RunItemRow, RunRow } from './run-queries.ts';

export function toRun(row: RunRow, sealed: SealedReader): ReplayRun {
  return replayRun.parse({
    runId: row.run_id,
    createdAt: row.created_at,
    person: row.person,
    state: row.state,
    pauseReason: row.pause_reason,
    changedAt: row.changed_at,
    reason: sealed.openText(runRecordId(row.run_id), row.reason_sealed, 'reason'),
    settings: JSON.parse(row.settings),
    facts: JSON.parse(row.facts),
  });
}

export function toRunItem(row: RunItemRow): RunItem {
  return runItem.parse({
    ordinal: row.ordinal,
    connectionId: row.connection_id,
    channelId: row.channel_id,
    nativeId: row.native_id,
    failureId: row.failure_id,
    channelName: row.channel_name,
    messageType: row.message_type,
    class: row.class,
    isUrgent: row.is_urgent === 1,
    at: row.at,
    chain: row.chain,
    state: row.state,
    why: row.why === null ? null : JSON.parse(row.why),
    attempt: row.attempt,
    replayId: row.replay_id,
    replayState: row.replay_state,
  });
}

export function runRecordId(runId: string): string {
  return `run/${runId}`;
}
