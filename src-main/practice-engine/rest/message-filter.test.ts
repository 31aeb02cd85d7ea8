import { describe, expect, it } from 'vitest';
import type { ConnectorRow, StoredMessage } from '../messages/message.ts';
import { readCriterion } from './column-criteria.ts';
import { matchingRows, readMessageFilter } from './message-filter.ts';
import { readXml } from './xml-reader.ts';

const aRow = (overrides: Partial<ConnectorRow> = {}): ConnectorRow => ({
  metaDataId: 0,
  connectorName: 'Source',
  receivedAt: 1_000,
  status: 'TRANSFORMED',
  raw: 'MSH|…|Ødegård',
  encoded: null,
  sent: null,
  response: null,
  processingError: null,
  sendAttempts: 1,
  sentAt: null,
  respondedAt: null,
  ...overrides,
});

const message: StoredMessage = {
  messageId: 10,
  channelId: 'c',
  receivedAt: 1_000,
  isProcessed: true,
  originalId: 4,
  sourceMap: [['correlation', { type: 'string', value: 'c-1' }]],
  fields: {
    source: 'LAB',
    type: 'ORU-R01',
    version: '2.5.1',
    controlId: 'A1',
    patientId: 'p',
    orderId: 'o',
    isUrgent: true,
    eventAt: Date.UTC(2026, 0, 2),
  },
  rows: [
    aRow(),
    aRow({
      metaDataId: 1,
      connectorName: 'Out',
      status: 'ERROR',
      raw: 'x',
      processingError: 'Connection refused',
      sendAttempts: 3,
    }),
  ],
  attachments: [],
};

const rowsFor = (inner: string): number[] => {
  const filter = readMessageFilter(readXml(`<messageFilter>${inner}</messageFilter>`));
  return filter === null ? [-1] : matchingRows(message, filter).map((row) => row.metaDataId);
};
const column = (name: string, operator: string, value: string) =>
  `<metaDataSearch><metaDataSearchCriteria><columnName>${name}</columnName><operator>${operator}</operator><value class="string">${value}</value><ignoreCase>false</ignoreCase></metaDataSearchCriteria></metaDataSearch>`;
const status = (name: string) =>
  `<statuses><com.mirth.connect.donkey.model.message.Status>${name}</com.mirth.connect.donkey.model.message.Status></statuses>`;
const content = (code: number, text: string) =>
  `<contentSearch><com.mirth.connect.model.filters.elements.ContentSearchElement><contentCode>${code}</contentCode><searches><string>${text}</string></searches></com.mirth.connect.model.filters.elements.ContentSearchElement></contentSearch>`;

describe('a posted message filter', () => {
  it.each([
    ['', [0, 1]],
    [status('ERROR'), [1]],
    ['<minMessageId>10</minMessageId><maxMessageId>10</maxMessageId>', [0, 1]],
    ['<minMessageId>11</minMessageId>', []],
    ['<originalIdLower>4</originalIdLower><originalIdUpper>4</originalIdUpper>', [0, 1]],
    ['<originalIdLower>5</originalIdLower>', []],
    ['<startDate><time>1000</time><timezone>UTC</timezone></startDate>', [0, 1]],
    ['<endDate><time>999</time><timezone>UTC</timezone></endDate>', []],
    ['<includedMetaDataIds><int>1</int></includedMetaDataIds>', [1]],
    ['<excludedMetaDataIds><int>1</int></excludedMetaDataIds>', [0]],
    ['<error>true</error>', [1]],
    ['<attachment>true</attachment>', []],
    ['<sendAttemptsLower>2</sendAttemptsLower>', [1]],
    ['<textSearch>ødeg%rd</textSearch>', [0]],
    [content(12, 'refused'), [1]],
    [content(15, 'c-1'), [0, 1]],
    [`${status('ERROR')}${content(1, 'Ødegård')}`, []],
    [column('CONTROL_ID', 'EQUAL', 'A1'), [0, 1]],
    [column('CONTROL_ID', 'DOES_NOT_START_WITH', 'A'), []],
    [column('EVENT_TIME', 'GREATER_THAN', '2026-01-01 23:59:59'), [0, 1]],
    [column('URGENT', 'EQUAL', 'true'), [0, 1]],
  ])('finds by %s the rows %j', (inner, rows) => {
    expect(rowsFor(inner)).toEqual(rows);
  });

  it.each([
    '<nonsense/>',
    '<statuses><status>ERROR</status></statuses>',
    status('BROKEN'),
    column('CONTROL_ID', 'LIKE', 'A'),
  ])('is refused with %s', (inner) => {
    expect(rowsFor(inner)).toEqual([-1]);
  });
});

describe('readCriterion', () => {
  it.each([
    ['MRN = 42', 'EQUAL', '42'],
    ['MRN >= 42', 'GREATER_THAN_OR_EQUAL', '42'],
    ['MRN STARTS WITH a b', 'STARTS_WITH', 'a b'],
    ['MRN DOES NOT CONTAIN x', 'DOES_NOT_CONTAIN', 'x'],
  ])('reads %s', (text, operator, value) => {
    expect(readCriterion(text, false)).toEqual({ column: 'MRN', operator, value, ignoreCase: false });
  });

  it.each(['MRN', 'MRN ~ x', ''])('refuses %j', (text) => {
    expect(readCriterion(text, false)).toBeNull();
  });
});
