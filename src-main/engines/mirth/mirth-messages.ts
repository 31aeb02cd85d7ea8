import { type ConnectorRow, type MessageRef, type StageName, stageNames } from '../../../src-shared/domain/message.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import type { Clock } from '../../platform/ports.ts';
import type { MessageDetail, MessagesFacet } from '../engine.ts';
import { readAcknowledgement } from './mirth-ack.ts';
import { get, type MirthKnowledge } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { readErrorText } from './mirth-errors.ts';
import { fault } from './mirth-faults.ts';
import { mapNames } from './mirth-mapping.ts';
import {
  errorTextOf,
  type MirthMessage,
  type MirthRow,
  mapMessage,
  missingDestinations,
  receiverOf,
  sourceOf,
  stageOf,
  targetOf,
} from './mirth-message-mapping.ts';
import { toMessageId } from './mirth-search.ts';

const messageTimeoutMs = 60_000;

export type MirthReader = {
  /** One message with content, all rows or those of `connectorId`; null when the engine no longer has it. */
  message(ref: MessageRef, connectorId: string | null, signal: AbortSignal): Promise<MirthMessage | null>;
  /** Names of a channel's connectors by id, "0" the source; remembered for a minute or until the channel is deployed anew. */
  connectorNames(channelId: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  attachmentIds(ref: MessageRef, signal: AbortSignal): Promise<string[]>;
};

/** Reading of single messages. Source: mirth-api §7. */
export function createMirthReader(deps: { client: MirthClient; knowledge: MirthKnowledge; clock: Clock }): MirthReader {
  const { client, knowledge, clock } = deps;
  const namesByChannel = new Map<string, { names: Map<string, string>; deployedAt: number | null; until: number }>();

  return {
    async message(ref, connectorId, signal) {
      const request = {
        ...get('message', messagePath(ref)),
        ...(connectorId === null ? {} : { query: { metaDataId: connectorId } }),
        timeoutMs: messageTimeoutMs,
      };
      const root = await client.askXml(request, signal);
      const message = root === null ? null : mapMessage(root);
      if (root !== null && message === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
      return message;
    },
    async connectorNames(channelId, signal) {
      const deployedAt = knowledge.channel(channelId)?.deployedAt ?? null;
      const known = namesByChannel.get(channelId);
      if (known !== undefined && known.deployedAt === deployedAt && clock.monotonicMs() < known.until)
        return known.names;
      const path = `/channels/${encodeURIComponent(channelId)}/connectorNames`;
      const root = await client.askXml(get('message', path), signal);
      const names = root === null ? new Map<string, string>() : mapNames(root);
      namesByChannel.set(channelId, { names, deployedAt, until: clock.monotonicMs() + 60_000 });
      return names;
    },
    async attachmentIds(ref, signal) {
      const root = await client.askXml(get('message', `${messagePath(ref)}/attachments`), signal);
      return (root?.all('attachment') ?? []).map((attachment) => attachment.textAt('id') ?? '');
    },
  };
}

export function messagePath(ref: MessageRef): string {
  return `/channels/${encodeURIComponent(ref.channelId)}/messages/${toMessageId(ref.nativeId)}`;
}

export function createMirthMessages(deps: { reader: MirthReader; knowledge: MirthKnowledge }): MessagesFacet {
  const { reader, knowledge } = deps;

  async function rowOf(query: { ref: MessageRef; connectorId: string }, signal: AbortSignal) {
    const message = await reader.message(query.ref, query.connectorId, signal);
    return message?.rows.find(({ connectorId }) => connectorId === query.connectorId) ?? null;
  }

  return {
    async read(ref, signal): Promise<MessageDetail | null> {
      const message = await reader.message(ref, null, signal);
      if (message === null) return null;
      const [names, attachmentIds] = await Promise.all([
        reader.connectorNames(ref.channelId, signal),
        reader.attachmentIds(ref, signal),
      ]);
      return {
        ref,
        channelName: sourceOf(message)?.element.textAt('channelName') ?? message.channelName,
        receivedAt: message.receivedAt,
        originalNativeId: message.originalNativeId,
        connectors: message.rows.map(mapConnectorRow),
        missingDestinations: missingDestinations(message, names),
        attachmentCount: attachmentIds.length,
        channelRevision: null,
        channelDeployedAt: knowledge.channel(ref.channelId)?.deployedAt ?? null,
      };
    },
    async readBody(query, signal) {
      const row = await rowOf(query, signal);
      const content = row === null ? null : stageOf(row, query.stage);
      if (content === null || content.isEncrypted) return null;
      return { bytes: encodeUtf8(content.text), encoding: 'UTF-8', fidelity: 'engine-text' };
    },
    async readError(query, signal) {
      const row = await rowOf(query, signal);
      return row === null ? null : errorTextOf(row);
    },
  };
}

function mapConnectorRow(row: MirthRow): ConnectorRow {
  const target = row.role === 'destination' ? targetOf(row) : null;
  const errorText = errorTextOf(row);
  const reading = errorText === null ? null : readErrorText(errorText, target);
  const response = row.role === 'destination' ? stageOf(row, 'response') : null;
  return {
    connectorId: row.connectorId,
    name: row.name,
    role: row.role,
    state: row.state,
    receivedAt: row.receivedAt,
    sentAt: row.sentAt,
    respondedAt: row.respondedAt,
    sendAttempts: row.sendAttempts,
    target,
    error: reading === null ? null : { kind: reading.kind, oneLine: reading.line, target: reading.target },
    acknowledgementCode: response === null ? null : (readAcknowledgement(response.text)?.code ?? null),
    ...(row.role === 'destination' ? receiverOf(row) : { expectsAck: null, nextChannelId: null }),
    stages: stageNames.flatMap((stage) => describeStage(row, stage)),
  };
}

function describeStage(row: MirthRow, stage: StageName): ConnectorRow['stages'] {
  const content = stageOf(row, stage);
  if (content === null || content.isEncrypted) return [];
  return [{ stage, sizeBytes: Buffer.byteLength(content.text, 'utf8'), dataType: content.dataType }];
}
