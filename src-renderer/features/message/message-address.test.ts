import { describe, expect, it } from 'vitest';
import type { ConnectorRow } from '../../../src-shared/domain/message.ts';
import { choiceIn, firstChoice } from './message-address.ts';

function aRow(overrides: Partial<ConnectorRow>): ConnectorRow {
  return {
    connectorId: '0',
    name: 'Source',
    role: 'source',
    state: 'transformed',
    receivedAt: null,
    sentAt: null,
    respondedAt: null,
    sendAttempts: 0,
    target: null,
    error: null,
    acknowledgementCode: null,
    expectsAck: null,
    nextChannelId: null,
    stages: [],
    ...overrides,
  };
}
const stage = (name: 'raw' | 'sent') => ({ stage: name, sizeBytes: 1, dataType: 'HL7V2' });

describe('firstChoice', () => {
  it('takes the raw form of the source', () => {
    const rows = [
      aRow({ connectorId: '1', role: 'destination', stages: [stage('sent')] }),
      aRow({ stages: [stage('raw')] }),
    ];
    expect(firstChoice(rows)).toEqual({ connectorId: '0', stage: 'raw' });
  });

  it('takes what is stored when the source kept nothing', () => {
    expect(firstChoice([aRow({}), aRow({ connectorId: '1', role: 'destination', stages: [stage('sent')] })])).toEqual({
      connectorId: '1',
      stage: 'sent',
    });
  });

  it('finds nothing when nothing was stored', () => {
    expect(firstChoice([aRow({})])).toBeNull();
  });
});

describe('choiceIn', () => {
  it('keeps the form when the connector has it', () => {
    const row = aRow({ connectorId: '2', stages: [stage('raw'), stage('sent')] });
    expect(choiceIn(row, { connectorId: '0', stage: 'sent' })).toEqual({ connectorId: '2', stage: 'sent' });
  });
});
