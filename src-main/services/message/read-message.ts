import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Failure, failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { ConnectorRow, MessageHeader, MessageRef } from '../../../src-shared/domain/message.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { MessageDetail } from '../../engines/engine.ts';
import type { BodyWork } from './body-work.ts';
import type { MessageDeps } from './message-deps.ts';
import { noConnection } from './message-errors.ts';
import { type StoredBodies, sourceId, sourceIdOf } from './stored-bodies.ts';

/** Where bodies are and who reads them. */
export type BodyReading = { bodies: StoredBodies; work: BodyWork };

type MessageView = Omit<OutputOf<'message.get'>, 'revealedUntil'>;

/**
 * What is known of a message: the engine's word, else the cached failure's, which says so.
 * @throws AppError NOT_FOUND when neither has it; ENGINE_* when the engine cannot be asked and nothing is cached
 */
export async function readMessage(
  deps: MessageDeps,
  reading: BodyReading,
  { ref, signal }: { ref: MessageRef; signal: AbortSignal },
): Promise<MessageView> {
  const failure = await deps.cache.getFailure(failureIdOf(ref));
  const asked = await askEngine(deps, ref, signal);
  if (asked.kind === 'found') {
    const header = failure?.header ?? (await readHeader(reading, asked.detail, signal));
    return viewOfDetail(asked.detail, header);
  }
  if (failure !== null) return viewOfFailure(failure, asked.kind === 'gone');
  if (asked.kind === 'unreachable') throw asked.error;
  throw new AppError('NOT_FOUND', 'Neither the engine nor the cache has this message.', {
    messageKey: 'message.refused.gone',
  });
}

type Asked = { kind: 'found'; detail: MessageDetail } | { kind: 'gone' } | { kind: 'unreachable'; error: AppError };

async function askEngine(deps: MessageDeps, ref: MessageRef, signal: AbortSignal): Promise<Asked> {
  const messages = deps.engines(ref.connectionId)?.messages;
  if (messages === undefined) {
    return { kind: 'unreachable', error: noConnection() };
  }
  try {
    const detail = await messages.read(ref, signal);
    return detail === null ? { kind: 'gone' } : { kind: 'found', detail };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return { kind: 'unreachable', error };
    throw error;
  }
}

const emptyHeader: MessageHeader = {
  messageControlId: null,
  messageType: null,
  sender: null,
  receiver: null,
  messageAt: null,
};

/** Only for messages that never failed here; a body that cannot be read now leaves the header empty, not the page. */
async function readHeader(
  { bodies, work }: BodyReading,
  detail: MessageDetail,
  signal: AbortSignal,
): Promise<MessageHeader> {
  try {
    const body = await bodies.read({ ref: detail.ref, connectorId: sourceIdOf(detail), stage: 'raw' }, signal);
    return body === null ? emptyHeader : await work.run('header', { body }, signal);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return emptyHeader;
    throw error;
  }
}

function viewOfDetail(detail: MessageDetail, header: MessageHeader): MessageView {
  return {
    ref: detail.ref,
    channelName: detail.channelName,
    receivedAt: detail.receivedAt,
    originalNativeId: detail.originalNativeId,
    header,
    connectors: detail.connectors.map((row) =>
      row.error === null ? row : { ...row, error: { ...row.error, oneLine: redactText(row.error.oneLine, []) } },
    ),
    missingDestinations: detail.missingDestinations,
    attachmentCount: detail.attachmentCount,
    isGone: false,
    isFromCache: false,
  };
}

/** The failure list keeps connectors in error by id and the first of them by name, and of the stored forms the source's raw body. */
function viewOfFailure(failure: Failure, isGone: boolean): MessageView {
  const { connectionId, channelId, nativeId } = failure;
  const rows = failure.connectorIds.map((connectorId, index) => cachedRow(failure, connectorId, index === 0));
  return {
    ref: { connectionId, channelId, nativeId },
    channelName: failure.channelName,
    receivedAt: failure.receivedAt,
    originalNativeId: null,
    header: failure.header,
    connectors: failure.connectorIds.includes(sourceId) ? rows : [cachedSource(failure), ...rows],
    missingDestinations: failure.missingConnectorIds.map((connectorId) => ({ connectorId, name: connectorId })),
    attachmentCount: 0,
    isGone,
    isFromCache: true,
  };
}

function cachedRow(failure: Failure, connectorId: string, isFirst: boolean): ConnectorRow {
  if (connectorId === sourceId) return { ...cachedSource(failure), ...errorOf(failure, isFirst) };
  return {
    ...cachedSource(failure),
    ...errorOf(failure, isFirst),
    connectorId,
    name: isFirst ? failure.connectorName : connectorId,
    role: 'destination',
    sendAttempts: failure.sendAttempts,
    target: isFirst ? failure.target : null,
    stages: [],
  };
}

function errorOf(failure: Failure, isFirst: boolean): Pick<ConnectorRow, 'state' | 'error'> {
  const { kind, oneLine, target } = failure;
  return { state: 'errored', error: isFirst ? { kind, oneLine, target } : null };
}

function cachedSource(failure: Failure): ConnectorRow {
  const { sizeBytes } = failure;
  return {
    connectorId: sourceId,
    name: sourceId,
    role: 'source',
    state: 'transformed',
    receivedAt: failure.receivedAt,
    sentAt: null,
    respondedAt: null,
    sendAttempts: 0,
    target: null,
    error: null,
    acknowledgementCode: null,
    expectsAck: null,
    nextChannelId: null,
    stages: sizeBytes === null ? [] : [{ stage: 'raw', sizeBytes, dataType: failure.header.messageType ?? '' }],
  };
}
