import type { Failure } from '../../../src-shared/domain/failure.ts';
import { replayState } from '../../../src-shared/domain/failure.ts';
import { ownState } from '../../../src-shared/domain/failure-handling.ts';
import { failureKind } from '../../../src-shared/domain/failure-kind.ts';
import type { SqlParams } from '../sqlite/database.ts';

/** One failure with its channel, as `failure-queries.ts` selects it. */
export type FailureRow = {
  failure_key: number;
  failure_id: string;
  connection_id: string;
  channel_id: string;
  channel_name: string;
  native_id: string;
  connector_name: string;
  connector_ids: string;
  missing_connector_ids: string;
  kind: string;
  one_line: string;
  target: string | null;
  failed_at: number;
  received_at: number;
  send_attempts: number;
  is_urgent: number;
  message_control_id: string | null;
  message_type: string | null;
  sender: string | null;
  receiver: string | null;
  message_at: number | null;
  size_bytes: number | null;
  replay_state: string | null;
  resolved_at: number | null;
  handled_at: number | null;
  own_state: string | null;
  own_owner: string | null;
  own_until_at: number | null;
  own_at: number | null;
  group_id: string | null;
};

export function toFailure(row: FailureRow): Failure {
  return {
    failureId: row.failure_id,
    connectionId: row.connection_id,
    channelId: row.channel_id,
    nativeId: row.native_id,
    channelName: row.channel_name,
    connectorName: row.connector_name,
    connectorIds: JSON.parse(row.connector_ids) as string[],
    missingConnectorIds: JSON.parse(row.missing_connector_ids) as string[],
    kind: failureKind.parse(row.kind),
    oneLine: row.one_line,
    target: row.target,
    failedAt: row.failed_at,
    receivedAt: row.received_at,
    sendAttempts: row.send_attempts,
    isUrgent: row.is_urgent === 1,
    header: {
      messageControlId: row.message_control_id,
      messageType: row.message_type,
      sender: row.sender,
      receiver: row.receiver,
      messageAt: row.message_at,
    },
    sizeBytes: row.size_bytes,
    replayState: row.replay_state === null ? null : replayState.parse(row.replay_state),
    resolvedAt: row.resolved_at,
    handledAt: row.handled_at,
    ownState:
      row.own_state === null
        ? null
        : ownState.parse({ state: row.own_state, owner: row.own_owner, until: row.own_until_at, at: row.own_at }),
    groupId: row.group_id,
  };
}

export function toFailureParams(
  failure: Failure,
  { channelKey, groupKey }: { channelKey: number; groupKey: number | null },
): SqlParams {
  return {
    groupKey,
    failureId: failure.failureId,
    channelKey,
    nativeId: failure.nativeId,
    connectorName: failure.connectorName,
    connectorIds: JSON.stringify(failure.connectorIds),
    missingConnectorIds: JSON.stringify(failure.missingConnectorIds),
    kind: failure.kind,
    oneLine: failure.oneLine,
    target: failure.target,
    failedAt: failure.failedAt,
    receivedAt: failure.receivedAt,
    sendAttempts: failure.sendAttempts,
    isUrgent: failure.isUrgent ? 1 : 0,
    messageControlId: failure.header.messageControlId,
    messageType: failure.header.messageType,
    sender: failure.header.sender,
    receiver: failure.header.receiver,
    messageAt: failure.header.messageAt,
    sizeBytes: failure.sizeBytes,
    replayState: failure.replayState,
    resolvedAt: failure.resolvedAt,
    handledAt: failure.handledAt,
    ownState: failure.ownState?.state ?? null,
    ownOwner: failure.ownState?.owner ?? null,
    ownUntil: failure.ownState?.until ?? null,
    ownAt: failure.ownState?.at ?? null,
  };
}
