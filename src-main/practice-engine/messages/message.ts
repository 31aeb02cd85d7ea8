/** The states a connector row can have, in the engine's own words. */
export const rowStatuses = ['RECEIVED', 'FILTERED', 'TRANSFORMED', 'SENT', 'QUEUED', 'ERROR', 'PENDING'] as const;
export type RowStatus = (typeof rowStatuses)[number];

/** A value of a source or channel map with the Java type that the engine would give it. */
export type MapValue =
  | { type: 'string'; value: string }
  | { type: 'int' | 'long' | 'double'; value: number }
  | { type: 'boolean'; value: boolean }
  | { type: 'intSet'; value: number[] };
export type MapEntry = [key: string, value: MapValue];

/** What a connector stage answered; `error` is absent in the engine's XML when null. */
export type StageResponse = { status: RowStatus; message: string; error: string | null; statusMessage: string };

/** Where and what a destination sent. */
/** `retryIntervalMs` is absent in what older versions stored. */
export type SentRecord = {
  body: string;
  host: string;
  port: number;
  isQueueEnabled: boolean;
  retryIntervalMs?: number | undefined;
  timeoutMs: number;
};

/** One connector's part of a message: metaDataId 0 is the source. Times in ms UTC. */
export type ConnectorRow = {
  metaDataId: number;
  connectorName: string;
  receivedAt: number;
  status: RowStatus;
  raw: string | null;
  encoded: string | null;
  sent: SentRecord | null;
  response: StageResponse | null;
  processingError: string | null;
  sendAttempts: number;
  sentAt: number | null;
  respondedAt: number | null;
};

/** `base64` is the stored text; for what was cut out of HL7 it is the Base64 text of the message itself. */
export type StoredAttachment = { id: string; mediaType: string; base64: string };

/** Fields read once at the source, for maps and custom columns; empty text where the message has none. */
export type HeaderFields = {
  source: string;
  type: string;
  version: string;
  controlId: string;
  patientId: string;
  orderId: string;
  isUrgent: boolean;
  eventAt: number | null;
};

/** `fields` is null when the source could not read the message. */
export type StoredMessage = {
  messageId: number;
  channelId: string;
  receivedAt: number;
  isProcessed: boolean;
  originalId: number | null;
  sourceMap: MapEntry[];
  fields: HeaderFields | null;
  rows: ConnectorRow[];
  attachments: StoredAttachment[];
};
