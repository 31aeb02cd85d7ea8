import type { ProcessingState, StageName } from '../../../src-shared/domain/message.ts';
import { ownValue } from '../../../src-shared/domain/own-value.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { parseXml } from '../../../src-shared/formats/xml/parse-xml.ts';
import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import { booleanAt, entriesOf, integerAt, timeAt } from './mirth-xml.ts';

/** Text as the engine decoded it. `isEncrypted`: `text` is the engine's cipher text and no message. */
export type MirthContent = { text: string; dataType: string; isEncrypted: boolean };

/** One connector's row. Contents are read from the answer when asked for; an answer without content has none. */
export type MirthRow = {
  connectorId: string;
  name: string;
  role: 'source' | 'destination';
  state: ProcessingState;
  receivedAt: number | null;
  sentAt: number | null;
  respondedAt: number | null;
  sendAttempts: number;
  /** Bit set: 1 processing, 2 postprocessor, 4 response (mirth-api §7). */
  errorCode: number;
  element: XmlElement;
};

/** One message, or those of its rows that matched a search. */
export type MirthMessage = {
  nativeId: string;
  channelId: string;
  channelName: string;
  receivedAt: number;
  isProcessed: boolean;
  originalNativeId: string | null;
  rows: MirthRow[];
};

/** Null when the element carries no message id. Source: mirth-api §7, exchanges 60x, 61x, 62x. */
export function mapMessage(element: XmlElement): MirthMessage | null {
  const nativeId = element.textAt('messageId');
  if (nativeId === null || !/^\d+$/.test(nativeId)) return null;
  const rows = entriesOf(element.first('connectorMessages')).flatMap(({ value }) =>
    value === null ? [] : [mapRow(value)],
  );
  return {
    nativeId,
    channelId: element.textAt('channelId') ?? '',
    channelName: rows[0]?.element.textAt('channelName') ?? '',
    receivedAt: timeAt(element, 'receivedDate') ?? 0,
    isProcessed: booleanAt(element, 'processed'),
    originalNativeId: element.textAt('originalId'),
    rows,
  };
}

function mapRow(element: XmlElement): MirthRow {
  const connectorId = element.textAt('metaDataId') ?? '';
  return {
    connectorId,
    name: element.textAt('connectorName') ?? '',
    role: connectorId === '0' ? 'source' : 'destination',
    state: ownValue(stateByStatus, element.textAt('status') ?? '') ?? 'received',
    receivedAt: timeAt(element, 'receivedDate'),
    sentAt: timeAt(element, 'sendDate'),
    respondedAt: timeAt(element, 'responseDate'),
    sendAttempts: integerAt(element, 'sendAttempts') ?? 0,
    errorCode: integerAt(element, 'errorCode') ?? 0,
    element,
  };
}

const stateByStatus: Readonly<Record<string, ProcessingState>> = {
  RECEIVED: 'received',
  FILTERED: 'filtered',
  TRANSFORMED: 'transformed',
  SENT: 'sent',
  QUEUED: 'queued',
  ERROR: 'errored',
  PENDING: 'pending',
};

const elementByStage: Readonly<Record<StageName, string>> = {
  raw: 'raw',
  'processed-raw': 'processedRaw',
  transformed: 'transformed',
  encoded: 'encoded',
  sent: 'sent',
  response: 'response',
  'processed-response': 'processedResponse',
};

/**
 * A stage as a person may see it, null when it was not stored. *sent* is stored as the connector's settings, with its credentials:
 * only the text that was sent is taken out of them. *response* is the receiver's answer, or the engine's word where there was none.
 */
export function stageOf(row: MirthRow, stage: StageName): MirthContent | null {
  const content = contentOf(row, elementByStage[stage]);
  if (content === null || content.isEncrypted) return content;
  if (stage === 'sent') return withText(content, sentTextOf(content.text));
  if (stage === 'response' || stage === 'processed-response') return withText(content, responseTextOf(content.text));
  return content;
}

function contentOf(row: MirthRow, name: string): MirthContent | null {
  const element = row.element.first(name);
  const text = element?.textAt('content') ?? null;
  if (element === null || text === null) return null;
  return { text, dataType: element.textAt('dataType') ?? '', isEncrypted: booleanAt(element, 'encrypted') };
}

function withText(content: MirthContent, text: string | null): MirthContent | null {
  return text === null ? null : { ...content, text };
}

/** Names under which connectors keep what they send: TCP, File and Web Service `template`, HTTP `content`, Channel Writer, SMTP. */
const payloadNames = ['template', 'content', 'channelTemplate', 'envelope', 'body'];

function sentTextOf(settings: string): string | null {
  const root = parseXml(encodeUtf8(settings)).root;
  for (const name of payloadNames) {
    const text = root?.textAt(name) ?? null;
    if (text !== null && text !== '') return text;
  }
  return null;
}

function responseTextOf(content: string): string | null {
  const root = parseXml(encodeUtf8(content)).root;
  if (root?.name !== 'response') return content === '' ? null : content;
  return root.textAt('message') || root.textAt('statusMessage') || null;
}

/** The destination's settings as stored with the sent stage, null when there are none to be read. */
function settingsOf(row: MirthRow): XmlElement | null {
  const settings = contentOf(row, 'sent');
  return settings === null || settings.isEncrypted ? null : parseXml(encodeUtf8(settings.text)).root;
}

/** How long a destination's queue rests between two tries, in ms; null when the message was not tried yet. */
export function retryIntervalOf(row: MirthRow): number | null {
  const settings = settingsOf(row);
  return settings === null ? null : integerAt(settings, 'destinationConnectorProperties/retryIntervalMillis');
}

/** Where a destination sends to, from the settings stored with the sent stage: `host:port`, null when it is no network address. */
export function targetOf(row: MirthRow): string | null {
  const root = settingsOf(row);
  const [address, port] = [root?.textAt('remoteAddress'), root?.textAt('remotePort')];
  if (address && port) return `${address}:${port}`;
  const url = /^(?:https?|s?ftps?):\/\/(?:[^@/]*@)?([^/?#]+)/i.exec(
    root?.textAt('host') ?? root?.textAt('wsdlUrl') ?? '',
  );
  if (url?.[1] !== undefined) return url[1];
  const [host, hostPort] = [
    root?.textAt('host') ?? root?.textAt('smtpHost'),
    root?.textAt('port') ?? root?.textAt('smtpPort'),
  ];
  return host && hostPort ? `${host}:${hostPort}` : null;
}

/** Kinds of receivers by the connector's settings (mirth-api §7, exchanges 60x to 64): those that acknowledge, and those that only take. */
const answering = /\.(tcp\.Tcp|ws\.WebService|dimse\.DICOM)DispatcherProperties$/;
const silent = /\.(file\.File|jdbc\.Database|smtp\.Smtp|doc\.Document|jms\.Jms)DispatcherProperties$/;

/** Whether what a destination sends to answers, and the channel it hands over to. */
export function receiverOf(row: MirthRow): { expectsAck: boolean | null; nextChannelId: string | null } {
  const root = settingsOf(row);
  const name = root?.name ?? '';
  if (name.endsWith('.vm.VmDispatcherProperties'))
    return { expectsAck: false, nextChannelId: root?.textAt('channelId') || null };
  return { expectsAck: answering.test(name) ? true : silent.test(name) ? false : null, nextChannelId: null };
}

/** The row's error texts, in the order in which they arise; null when it has none. Content. */
export function errorTextOf(row: MirthRow): string | null {
  const texts = ['processingErrorContent', 'responseErrorContent', 'postProcessorErrorContent']
    .map((name) => row.element.textAt(`${name}/content`))
    .filter((text) => text !== null && text !== '');
  return texts.length === 0 ? null : texts.join('\n');
}

/** Values of the source map by key; an answer without content has an empty one. */
export function sourceMapOf(row: MirthRow): Map<string, XmlElement | null> {
  const content = row.element.at('sourceMapContent/content');
  return new Map(entriesOf(content?.first('m') ?? content).map(({ key, value }) => [key, value]));
}

/** Destinations that the source chose for this message, null when the engine did not store it. */
export function destinationSetOf(row: MirthRow): string[] | null {
  const set = sourceMapOf(row).get('destinationSet') ?? null;
  return set === null ? null : set.children.map((id) => id.text());
}

export function sourceOf(message: MirthMessage): MirthRow | null {
  return message.rows.find(({ role }) => role === 'source') ?? null;
}

/**
 * Destinations that should have had this message but have no row: a transformer that throws ends its chain (mirth-api §7, exchange 61).
 * None while the engine works on it, nor when the source itself failed or filtered.
 */
export function missingDestinations(
  message: MirthMessage,
  nameByConnector: ReadonlyMap<string, string>,
): { connectorId: string; name: string }[] {
  const source = sourceOf(message);
  if (source === null || !message.isProcessed || source.state === 'errored' || source.state === 'filtered') return [];
  const wanted = destinationSetOf(source) ?? [...nameByConnector.keys()].filter((id) => id !== '0');
  const served = new Set(message.rows.map(({ connectorId }) => connectorId));
  return wanted
    .filter((connectorId) => !served.has(connectorId) && nameByConnector.has(connectorId))
    .map((connectorId) => ({ connectorId, name: nameByConnector.get(connectorId) ?? connectorId }));
}
