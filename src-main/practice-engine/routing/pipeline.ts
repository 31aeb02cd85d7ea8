import { readHeaderFields } from '../hl7-standard-adapter.ts';
import type { ConnectorRow, MapEntry, RowStatus, StoredAttachment, StoredMessage } from '../messages/message.ts';
import type { MessageStore } from '../messages/message-store.ts';
import { extractAttachments } from './attachments.ts';
import type { ChannelDefinition, RoutingDefinition, StepDefinition } from './definitions.ts';
import { transformerError } from './error-texts.ts';
import { composeAck } from './hl7-text.ts';
import { runSteps } from './steps.ts';

export type PipelineDeps = {
  definition: ChannelDefinition;
  tables: RoutingDefinition['tables'];
  store: MessageStore;
  now: () => number;
  /** Sends or queues one destination's row and saves the message. */
  dispatch: (message: StoredMessage, row: ConnectorRow) => Promise<void>;
  onError: (row: ConnectorRow) => void;
};

export type ProcessInput = {
  raw: string;
  sourceMap: MapEntry[];
  destinationIds: number[] | null; // null = all; ids that do not exist are passed over
  originalId: number | null;
  /** The message that this run overwrites under its own id; null for a new one. */
  replaces: StoredMessage | null;
};

export type ProcessResult = { messageId: number; ack: string };

/** Takes one message from its source through every destination, as the real engine does. Never throws for its content. */
export async function processMessage(deps: PipelineDeps, input: ProcessInput): Promise<ProcessResult> {
  const { definition, store } = deps;
  const cut = definition.extractAttachments ? extractAttachments(input.raw) : { text: input.raw, attachments: [] };
  const chosen = definition.destinations
    .map((destination, index) => ({ destination, metaDataId: index + 1 }))
    .filter(({ metaDataId }) => input.destinationIds?.includes(metaDataId) ?? true);
  const message = newMessage(deps, input, {
    text: cut.text,
    attachments: cut.attachments,
    chosen: chosen.map((c) => c.metaDataId),
  });
  const source = newRow(message, { metaDataId: 0, name: 'Source', raw: cut.text });
  message.rows.unshift(source);
  if (input.replaces === null) store.count(0, 'RECEIVED');
  const encoded = runSource(deps, message, source);
  const ack = answerOf(message, source, deps.now());
  store.count(0, source.status);
  store.save(message);
  if (encoded !== null) {
    for (const { destination, metaDataId } of chosen) {
      const row = newRow(message, { metaDataId, name: destination.name, raw: encoded });
      message.rows.push(row);
      store.count(metaDataId, 'RECEIVED');
      const isChainAlive = await runDestination(deps, message, row);
      if (!isChainAlive) break;
    }
  }
  message.rows.sort((a, b) => a.metaDataId - b.metaDataId);
  message.isProcessed = true;
  store.save(message);
  return { messageId: message.messageId, ack };
}

function newMessage(
  deps: PipelineDeps,
  input: ProcessInput,
  cut: { text: string; attachments: StoredAttachment[]; chosen: number[] },
): StoredMessage {
  const replaced = input.replaces;
  const keptRows = replaced?.rows.filter((row) => row.metaDataId > 0 && !cut.chosen.includes(row.metaDataId)) ?? [];
  for (const row of replaced?.rows ?? []) {
    if (!keptRows.includes(row)) deps.store.count(row.metaDataId, row.status, -1);
    if (row.metaDataId > 0 && !keptRows.includes(row)) deps.store.count(row.metaDataId, 'RECEIVED', -1);
  }
  return {
    messageId: replaced?.messageId ?? deps.store.allocateId(),
    channelId: deps.definition.id,
    receivedAt: deps.now(),
    isProcessed: false,
    originalId: replaced === null ? input.originalId : replaced.originalId,
    sourceMap: [...input.sourceMap, ['destinationSet', { type: 'intSet', value: cut.chosen }]],
    fields: readHeaderFields(cut.text),
    rows: keptRows,
    attachments: cut.attachments,
  };
}

function newRow(message: StoredMessage, of: { metaDataId: number; name: string; raw: string }): ConnectorRow {
  return {
    metaDataId: of.metaDataId,
    connectorName: of.name,
    receivedAt: message.receivedAt,
    status: 'RECEIVED',
    raw: of.raw,
    encoded: null,
    sent: null,
    response: null,
    processingError: null,
    sendAttempts: 0,
    sentAt: null,
    respondedAt: null,
  };
}

/** @returns the text for the destinations, or null when the message ends at its source */
function runSource(deps: PipelineDeps, message: StoredMessage, source: ConnectorRow): string | null {
  const text = source.raw ?? '';
  const outcome = runStage(deps, {
    text,
    fields: message.fields,
    steps: deps.definition.steps,
    rejectEvents: deps.definition.rejectEvents,
  });
  source.sendAttempts = 1;
  if (outcome.kind === 'failed') {
    fail(deps, source, outcome);
    return null;
  }
  source.status = outcome.kind === 'filtered' ? 'FILTERED' : 'TRANSFORMED';
  if (outcome.kind === 'filtered') return null;
  source.encoded = outcome.text;
  return outcome.text;
}

/** @returns false when the destination's transformer failed: the rest of the chain then gets no row at all [61] */
async function runDestination(deps: PipelineDeps, message: StoredMessage, row: ConnectorRow): Promise<boolean> {
  const destination = deps.definition.destinations[row.metaDataId - 1];
  if (destination === undefined) return true;
  const outcome = runStage(deps, {
    text: row.raw ?? '',
    fields: message.fields,
    steps: destination.steps,
    rejectEvents: destination.rejectEvents,
  });
  if (outcome.kind === 'failed') {
    fail(deps, row, outcome);
    deps.store.count(row.metaDataId, 'ERROR');
    return false;
  }
  if (outcome.kind === 'filtered') {
    row.status = 'FILTERED';
    row.response = { status: 'FILTERED', message: '', error: '', statusMessage: 'Message has been filtered' };
    deps.store.count(row.metaDataId, 'FILTERED');
    return true;
  }
  row.encoded = outcome.text;
  await deps.dispatch(message, row);
  return true;
}

type StageInput = {
  text: string;
  fields: StoredMessage['fields'];
  steps: StepDefinition[];
  rejectEvents: string[];
};
type StageFailure = { kind: 'failed'; details: string; sourceLines: string[] };
type StageOutcome = { kind: 'ok'; text: string } | { kind: 'filtered' } | StageFailure;

function runStage(deps: PipelineDeps, input: StageInput): StageOutcome {
  if (input.rejectEvents.length === 0 && input.steps.length === 0) return { kind: 'ok', text: input.text };
  if (input.fields === null) {
    return {
      kind: 'failed',
      details: 'TypeError: The message is not HL7 v2: no MSH segment at its beginning.',
      sourceLines: ['function doScript() {', 'msg = new XML(connectorMessage.getTransformedData());', '}'],
    };
  }
  const event = input.fields.type.split('-')[1] ?? '';
  if (input.rejectEvents.includes(event)) return { kind: 'filtered' };
  return runSteps(input.text, input.steps, deps.tables);
}

function fail(deps: PipelineDeps, row: ConnectorRow, failure: StageFailure): void {
  row.status = 'ERROR';
  row.processingError = transformerError({
    channelName: deps.definition.name,
    connectorName: row.metaDataId === 0 ? 'sourceConnector' : row.connectorName,
    scriptName: `${deps.definition.id}_JavaScript_Filter_Transformer_${row.metaDataId}`,
    sourceLines: failure.sourceLines,
    lineNumber: 108,
    details: failure.details,
  });
  deps.onError(row);
}

const ackByStatus = {
  FILTERED: { code: 'AR', text: 'Message Rejected.', statusMessage: 'HL7v2 NACK successfully generated.' },
  ERROR: {
    code: 'AE',
    text: 'An Error Occurred Processing Message.',
    statusMessage: 'HL7v2 NACK successfully generated.',
  },
  TRANSFORMED: { code: 'AA', text: '', statusMessage: 'HL7v2 ACK successfully generated.' },
} as const;

/** The answer to the sender, by how the source stage went; also kept as the source row's response. */
function answerOf(message: StoredMessage, source: ConnectorRow, at: number): string {
  const kind = ackByStatus[source.status as Extract<RowStatus, keyof typeof ackByStatus>];
  const time = new Date(at).toISOString().replaceAll(/[-T:Z]/g, '');
  const header = (source.raw ?? '').split('\r')[0]?.split('|') ?? [];
  const ack = composeAck({
    code: kind.code,
    controlId: message.fields?.controlId ?? '',
    ackControlId: time,
    text: kind.text,
    time,
    sender: `${header[4] ?? ''}|${header[5] ?? ''}`,
    receiver: `${header[2] ?? ''}|${header[3] ?? ''}`,
    triggerEvent: message.fields?.type.split('-')[1] ?? '',
  });
  source.response = { status: source.status, message: ack, error: null, statusMessage: kind.statusMessage };
  source.respondedAt = at;
  return ack;
}
