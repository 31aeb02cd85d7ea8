import type { ConnectorRow, MapValue, StageResponse, StoredMessage } from '../messages/message.ts';
import type { ColumnName } from '../routing/definitions.ts';
import { sentElement } from './connector-xml.ts';
import { el, entry, optional, textEntry, time, writeXml, type XmlElement } from './xml.ts';

/** What the XML of a message needs to know beside the message. */
export type MessageXmlContext = { serverId: string; channelName: string; columns: ColumnName[]; withContent: boolean };

/** `<message>` with the given rows only. Source: mirth-api section 7, [51x], [60x]. */
export function messageElement(message: StoredMessage, rows: ConnectorRow[], context: MessageXmlContext): XmlElement {
  return el('message', [
    el('messageId', message.messageId),
    el('serverId', context.serverId),
    el('channelId', message.channelId),
    ...time('receivedDate', message.receivedAt),
    el('processed', message.isProcessed),
    ...optional('originalId', message.originalId),
    el(
      'connectorMessages',
      rows.map((row) => entry(el('int', row.metaDataId), rowElement(message, row, context))),
      [['class', 'linked-hash-map']],
    ),
  ]);
}

/** Bits of the engine: 1 processing error. */
export function errorCodeOf(row: ConnectorRow): number {
  return row.processingError === null ? 0 : 1;
}

function rowElement(message: StoredMessage, row: ConnectorRow, context: MessageXmlContext): XmlElement {
  return el('connectorMessage', [
    el('messageId', message.messageId),
    el('metaDataId', row.metaDataId),
    el('channelId', message.channelId),
    el('channelName', context.channelName),
    el('connectorName', row.connectorName),
    el('serverId', context.serverId),
    ...time('receivedDate', row.receivedAt),
    el('status', row.status),
    ...(context.withContent ? contents(message, row) : []),
    ...maps(message, row, context.withContent),
    metaDataMap(message, row, context.columns),
    errorContent('processingErrorContent', context.withContent ? row.processingError : null),
    errorContent('postProcessorErrorContent', null),
    errorContent('responseErrorContent', null),
    el('errorCode', errorCodeOf(row)),
    el('sendAttempts', row.sendAttempts),
    ...time('sendDate', row.sentAt),
    ...time('responseDate', row.respondedAt),
    el('chainId', row.metaDataId === 0 ? 0 : 1),
    el('orderId', row.metaDataId),
  ]);
}

function contents(message: StoredMessage, row: ConnectorRow): XmlElement[] {
  // A filtered or queued destination has not been answered by anyone yet, so no response is stored.
  const isAnswered = row.metaDataId === 0 || row.respondedAt !== null;
  const sent = row.sent === null ? null : writeXml(sentElement(row.sent));
  const response = row.response === null || !isAnswered ? null : writeXml(responseElement(row.response));
  const stages = [
    { name: 'raw', text: row.raw, dataType: 'HL7V2' },
    { name: 'encoded', text: row.encoded, dataType: 'HL7V2' },
    { name: 'sent', text: sent, dataType: null },
    { name: 'response', text: response, dataType: row.metaDataId === 0 ? null : 'HL7V2' },
  ];
  return stages
    .filter(({ text }) => text !== null)
    .map(({ name, text, dataType }) =>
      el(name, [
        el('encrypted', false),
        el('channelId', message.channelId),
        el('messageId', message.messageId),
        el('metaDataId', row.metaDataId),
        el('contentType', name.toUpperCase()),
        el('content', text),
        ...optional('dataType', dataType),
      ]),
    );
}

function responseElement(response: StageResponse): XmlElement {
  return el('response', [
    el('status', response.status),
    el('message', response.message),
    ...optional('error', response.error),
    el('statusMessage', response.statusMessage),
  ]);
}

function maps(message: StoredMessage, row: ConnectorRow, withContent: boolean): XmlElement[] {
  const map = (name: string, entries: XmlElement[]) =>
    el(name, [el('encrypted', false), el('content', withContent ? entries : [], [['class', 'map']])]);
  const source = withContent
    ? el('sourceMapContent', [
        el('encrypted', false),
        el(
          'content',
          [
            el(
              'm',
              message.sourceMap.map(([key, value]) => entry(el('string', key), mapValue(value))),
            ),
          ],
          [['class', 'java.util.Collections$UnmodifiableMap']],
        ),
      ])
    : map('sourceMapContent', []);
  return [
    source,
    map('connectorMapContent', connectorMap(message)),
    map('channelMapContent', channelMap(message)),
    map('responseMapContent', responseMap(message, row)),
  ];
}

function mapValue(value: MapValue): XmlElement {
  if (value.type === 'intSet')
    return el(
      'linked-hash-set',
      value.value.map((id) => el('int', id)),
    );
  return el(value.type, value.value);
}

function connectorMap(message: StoredMessage): XmlElement[] {
  const { fields } = message;
  if (fields === null) return [];
  return [
    textEntry('mirth_source', fields.source),
    textEntry('mirth_version', fields.version),
    textEntry('mirth_type', fields.type),
  ];
}

function channelMap(message: StoredMessage): XmlElement[] {
  const { fields } = message;
  if (fields === null || !wasTransformed(message)) return [];
  return [
    entry(el('string', 'urgent'), el('boolean', fields.isUrgent)),
    textEntry('patientId', fields.patientId),
    textEntry('controlId', fields.controlId),
    textEntry('orderId', fields.orderId),
  ];
}

/** The source sees what every destination answered, a destination only those up to itself. */
function responseMap(message: StoredMessage, row: ConnectorRow): XmlElement[] {
  return message.rows
    .filter((other) => other.metaDataId > 0 && (row.metaDataId === 0 || other.metaDataId <= row.metaDataId))
    .map((other) =>
      entry(
        el('string', `d${other.metaDataId}`),
        responseElement(other.response ?? { status: other.status, message: '', error: '', statusMessage: '' }),
      ),
    );
}

/** What a filter or an error stops at the source never gets as far as filling its maps. */
function wasTransformed(message: StoredMessage): boolean {
  return message.rows.some((row) => row.metaDataId === 0 && row.status === 'TRANSFORMED');
}

function metaDataMap(message: StoredMessage, row: ConnectorRow, columns: ColumnName[]): XmlElement {
  if (message.fields === null) return el('metaDataMap');
  return el('metaDataMap', [
    ...columns.map((column) => entry(el('string', column), columnElementOf(message, column))),
    entry(el('string', 'MESSAGE_ID'), el('big-decimal', message.messageId)),
    entry(el('string', 'METADATA_ID'), el('big-decimal', row.metaDataId)),
  ]);
}

function columnElementOf(message: StoredMessage, column: ColumnName): XmlElement {
  const value = columnValue(message, column);
  if (value === null) return el('null');
  if (column === 'EVENT_TIME') return el('gregorian-calendar', [el('time', value), el('timezone', 'UTC')]);
  return el(typeof value === 'boolean' ? 'boolean' : 'string', value);
}

/** A custom column's value; null when the message could not be read or has no such time. */
export function columnValue(message: StoredMessage, column: ColumnName): string | boolean | number | null {
  const { fields } = message;
  if (fields === null || (column !== 'SOURCE' && column !== 'TYPE' && !wasTransformed(message))) return null;
  const values: Record<ColumnName, string | boolean | number | null> = {
    SOURCE: fields.source,
    TYPE: fields.type,
    CONTROL_ID: fields.controlId,
    PATIENT_ID: fields.patientId,
    ORDER_ID: fields.orderId,
    URGENT: fields.isUrgent,
    EVENT_TIME: fields.eventAt,
  };
  return values[column];
}

function errorContent(name: string, text: string | null): XmlElement {
  return el(name, [el('encrypted', false), ...optional('content', text)]);
}
