import type { Channel } from '../routing/channel.ts';
import type { ColumnName, DestinationDefinition } from '../routing/definitions.ts';
import { destinationProperties, mllpProperties, resourceIds } from './connector-xml.ts';
import { el, time, type XmlElement } from './xml.ts';

const version: [string, string][] = [['version', '4.5.2']];
const mappingNames: Record<ColumnName, string> = {
  SOURCE: 'mirth_source',
  TYPE: 'mirth_type',
  CONTROL_ID: 'controlId',
  PATIENT_ID: 'patientId',
  ORDER_ID: 'orderId',
  URGENT: 'urgent',
  EVENT_TIME: 'eventTime',
};

/** A custom column as `metaDataColumns` gives it. */
export function columnElement(column: ColumnName): XmlElement {
  const type = column === 'URGENT' ? 'BOOLEAN' : column === 'EVENT_TIME' ? 'TIMESTAMP' : 'STRING';
  return el('metaDataColumn', [el('name', column), el('type', type), el('mappingName', mappingNames[column])]);
}

/** `<channel>` in the engine's shape, with the parts a console reads; scripts are described, not listed. [22x] */
export function channelElement(channel: Channel): XmlElement {
  const { definition } = channel;
  return el(
    'channel',
    [
      el('id', definition.id),
      el('nextMetaDataId', definition.destinations.length + 1),
      el('name', definition.name),
      el('description', definition.description),
      el('revision', channel.revision),
      el('sourceConnector', sourceConnector(channel), version),
      el(
        'destinationConnectors',
        definition.destinations.map((destination, index) =>
          el('connector', destinationConnector(destination, index + 1), version),
        ),
      ),
      el('preprocessingScript', 'return message;'),
      el('postprocessingScript', 'return;'),
      el('deployScript', 'return;'),
      el('undeployScript', 'return;'),
      el('properties', properties(channel), version),
      el('exportData', [
        el('metadata', [
          el('enabled', true),
          ...time('lastModified', channel.deployedAt),
          el('pruningSettings', [el('archiveEnabled', true), el('pruneErroredMessages', false)]),
        ]),
      ]),
    ],
    version,
  );
}

function sourceConnector(channel: Channel): XmlElement[] {
  return [
    el('metaDataId', 0),
    el('name', 'sourceConnector'),
    el(
      'properties',
      [
        el('listenerConnectorProperties', [el('host', '127.0.0.1'), el('port', channel.port)], version),
        el(
          'sourceConnectorProperties',
          [
            el('responseVariable', 'Auto-generate (After source transformer)'),
            el('respondAfterProcessing', true),
            el('processBatch', false),
            el('firstResponse', true),
            el('processingThreads', 1),
            resourceIds(),
            el('queueBufferSize', 1000),
          ],
          version,
        ),
        el('transmissionModeProperties', mllpProperties(), [
          ['class', 'com.mirth.connect.plugins.mllpmode.MLLPModeProperties'],
        ]),
        el('serverMode', true),
        el('charsetEncoding', 'DEFAULT_ENCODING'),
      ],
      [['class', 'com.mirth.connect.connectors.tcp.TcpReceiverProperties'], ...version],
    ),
    ...scripts(
      channel.definition.steps.map(({ kind }) => kind),
      channel.definition.rejectEvents,
    ),
    el('transportName', 'TCP Listener'),
    el('mode', 'SOURCE'),
    el('enabled', true),
    el('waitForPrevious', true),
  ];
}

function destinationConnector(destination: DestinationDefinition, metaDataId: number): XmlElement[] {
  return [
    el('metaDataId', metaDataId),
    el('name', destination.name),
    el(
      'properties',
      [
        el(
          'destinationConnectorProperties',
          destinationProperties(destination.queue !== null, destination.queue?.retryIntervalMs),
          version,
        ),
        el('transmissionModeProperties', mllpProperties(), [
          ['class', 'com.mirth.connect.plugins.mllpmode.MLLPModeProperties'],
        ]),
        el('serverMode', false),
        el('remoteAddress', '127.0.0.1'),
        el('responseTimeout', destination.responseTimeoutMs),
        el('ignoreResponse', false),
        el('queueOnResponseTimeout', true),
        el('charsetEncoding', 'DEFAULT_ENCODING'),
        el('template', `\${message.encodedData}`),
      ],
      [['class', 'com.mirth.connect.connectors.tcp.TcpDispatcherProperties'], ...version],
    ),
    ...scripts(
      destination.steps.map(({ kind }) => kind),
      destination.rejectEvents,
    ),
    el('transportName', 'TCP Sender'),
    el('mode', 'DESTINATION'),
    el('enabled', true),
    el('waitForPrevious', true),
  ];
}

function scripts(steps: string[], rejectEvents: string[]): XmlElement[] {
  const step = (name: string, sequenceNumber: number) =>
    el(
      'com.mirth.connect.plugins.javascriptstep.JavaScriptStep',
      [el('name', name), el('sequenceNumber', sequenceNumber), el('enabled', true), el('script', '')],
      version,
    );
  const rule = (event: string, sequenceNumber: number) =>
    el(
      'com.mirth.connect.plugins.javascriptrule.JavaScriptRule',
      [el('name', `not ${event}`), el('sequenceNumber', sequenceNumber), el('enabled', true), el('script', '')],
      version,
    );
  return [
    el(
      'transformer',
      [el('elements', steps.map(step)), el('inboundDataType', 'HL7V2'), el('outboundDataType', 'HL7V2')],
      version,
    ),
    el('filter', [el('elements', rejectEvents.map(rule))], version),
  ];
}

function properties(channel: Channel): XmlElement[] {
  return [
    el('clearGlobalChannelMap', true),
    el('messageStorageMode', 'PRODUCTION'),
    el('encryptData', false),
    el('initialState', channel.definition.initialState),
    el('storeAttachments', channel.definition.extractAttachments),
    el('metaDataColumns', channel.definition.columns.map(columnElement)),
  ];
}
