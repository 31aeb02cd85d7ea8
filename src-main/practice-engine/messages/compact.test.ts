import { describe, expect, it } from 'vitest';
import { compactMessage, expandMessage } from './compact.ts';
import type { ConnectorRow, StoredMessage } from './message.ts';

const body = 'MSH|…'.repeat(100);
const row: ConnectorRow = {
  metaDataId: 1,
  connectorName: 'x',
  receivedAt: 1,
  status: 'ERROR',
  raw: body,
  encoded: body,
  sent: { body, host: 'h', port: 1, isQueueEnabled: false, timeoutMs: 1 },
  response: { status: 'ERROR', message: '', error: 'why', statusMessage: 'why' },
  processingError: 'why',
  sendAttempts: 1,
  sentAt: 1,
  respondedAt: null,
};
const message: StoredMessage = {
  messageId: 1,
  channelId: 'c',
  receivedAt: 1,
  isProcessed: true,
  originalId: null,
  sourceMap: [['k', { type: 'intSet', value: [1, 2] }]],
  fields: null,
  rows: [{ ...row, metaDataId: 0, sent: null, response: null, processingError: null, encoded: null }, row],
  attachments: [],
};

describe('compactMessage', () => {
  it('gives back the same message after JSON', () => {
    expect(expandMessage(JSON.parse(JSON.stringify(compactMessage(message))))).toEqual(message);
  });

  it('writes each text once', () => {
    expect(JSON.stringify(compactMessage(message)).split(body)).toHaveLength(2);
  });
});
