import type { SentRecord } from '../messages/message.ts';
import { el, textEntry, type XmlElement } from './xml.ts';

/** The sending connector's settings, which the engine stores instead of the bare bytes [60x]. */
export function sentElement(sent: SentRecord): XmlElement {
  const version: [string, string][] = [['version', '4.5.2']];
  return el(
    'com.mirth.connect.connectors.tcp.TcpDispatcherProperties',
    [
      el('destinationConnectorProperties', destinationProperties(sent.isQueueEnabled, sent.retryIntervalMs), version),
      el('transmissionModeProperties', mllpProperties(), [
        ['class', 'com.mirth.connect.plugins.mllpmode.MLLPModeProperties'],
      ]),
      el('serverMode', false),
      el('remoteAddress', sent.host),
      el('remotePort', sent.port),
      el('overrideLocalBinding', false),
      el('localAddress', '0.0.0.0'),
      el('localPort', 0),
      el('sendTimeout', sent.timeoutMs),
      el('bufferSize', 65536),
      el('keepConnectionOpen', false),
      el('checkRemoteHost', false),
      el('responseTimeout', sent.timeoutMs),
      el('ignoreResponse', false),
      el('queueOnResponseTimeout', true),
      el('dataTypeBinary', false),
      el('charsetEncoding', 'DEFAULT_ENCODING'),
      el('template', sent.body),
    ],
    version,
  );
}

/** Settings of a destination as they stand in channels and in sent content. */
export function destinationProperties(isQueueEnabled: boolean, retryIntervalMs = 10_000): XmlElement[] {
  return [
    el('queueEnabled', isQueueEnabled),
    el('sendFirst', false),
    el('retryIntervalMillis', retryIntervalMs),
    el('regenerateTemplate', false),
    el('retryCount', 0),
    el('rotate', false),
    el('includeFilterTransformer', false),
    el('threadCount', 1),
    el('threadAssignmentVariable', ''),
    el('validateResponse', true),
    resourceIds(),
    el('queueBufferSize', 1000),
    el('reattachAttachments', true),
  ];
}

/** The library set that every connector names. */
export function resourceIds(): XmlElement {
  return el('resourceIds', [textEntry('Default Resource', '[Default Resource]')], [['class', 'linked-hash-map']]);
}

/** How MLLP frames are made. */
export function mllpProperties(): XmlElement[] {
  return [
    el('pluginPointName', 'MLLP'),
    el('startOfMessageBytes', '0B'),
    el('endOfMessageBytes', '1C0D'),
    el('useMLLPv2', false),
    el('ackBytes', '06'),
    el('nackBytes', '15'),
    el('maxRetries', 2),
  ];
}
