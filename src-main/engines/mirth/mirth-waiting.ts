import type { WaitingFacet, WaitingRow } from '../engine.ts';
import type { MirthClient } from './mirth-client.ts';
import { searchMessages } from './mirth-search.ts';

/** Messages in destination queues. The engine does not tell when it tries next, nor where to without its content. Source: mirth-api §6, exchange 62. */
export function createMirthWaiting(deps: { client: MirthClient; connectionId: string }): WaitingFacet {
  return {
    async list({ channelId, limit }, signal) {
      const filter = { statuses: ['QUEUED', 'PENDING'] as const };
      const answer = await searchMessages(deps.client, { channelId, filter, limit, includeContent: false }, signal);
      return answer.messages.flatMap((message) =>
        message.rows.map(
          (row): WaitingRow => ({
            ref: { connectionId: deps.connectionId, channelId, nativeId: message.nativeId },
            connectorId: row.connectorId,
            connectorName: row.name,
            target: null,
            since: row.receivedAt ?? message.receivedAt,
            sendAttempts: row.sendAttempts,
            nextTryAt: null,
          }),
        ),
      );
    },
  };
}
