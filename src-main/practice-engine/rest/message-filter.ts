import type { ConnectorRow, RowStatus, StoredMessage } from '../messages/message.ts';
import { rowStatuses } from '../messages/message.ts';
import { type ColumnCriterion, isOperator, matchesColumn } from './column-criteria.ts';
import { errorCodeOf } from './message-xml.ts';
import type { XmlElement } from './xml.ts';
import { childOf, childrenOf, textOf } from './xml-reader.ts';

/** A search as the engine understands it; every part is ANDed, absent parts match all. */
export type MessageFilter = {
  minMessageId: number | null;
  maxMessageId: number | null;
  originalIdLower: number | null;
  originalIdUpper: number | null;
  startAt: number | null;
  endAt: number | null;
  textSearch: string | null;
  statuses: RowStatus[] | null;
  includedMetaDataIds: number[] | null;
  excludedMetaDataIds: number[] | null;
  contentSearch: { code: number; texts: string[] }[];
  columns: ColumnCriterion[];
  sendAttemptsLower: number | null;
  sendAttemptsUpper: number | null;
  hasAttachment: boolean | null;
  hasError: boolean | null;
};

const statusElement = 'com.mirth.connect.donkey.model.message.Status';
const contentElement = 'com.mirth.connect.model.filters.elements.ContentSearchElement';
const knownElements = new Set([
  'maxMessageId',
  'minMessageId',
  'originalIdLower',
  'originalIdUpper',
  'importIdLower',
  'importIdUpper',
  'startDate',
  'endDate',
  'textSearch',
  'textSearchRegex',
  'statuses',
  'includedMetaDataIds',
  'excludedMetaDataIds',
  'serverId',
  'contentSearch',
  'metaDataSearch',
  'textSearchMetaDataColumns',
  'sendAttemptsLower',
  'sendAttemptsUpper',
  'attachment',
  'error',
]);

/** @returns null when the engine could not turn the element into its filter: unknown names, short status names … [58h, 58i] */
export function readMessageFilter(root: XmlElement | null): MessageFilter | null {
  if (root?.name !== 'messageFilter') return null;
  if (childrenOf(root).some((child) => !knownElements.has(child.name))) return null;
  const statuses = listOf(root, 'statuses', statusElement);
  if (statuses === 'broken' || (statuses !== null && !statuses.every(isStatus))) return null;
  const included = listOf(root, 'includedMetaDataIds', 'int');
  const excluded = listOf(root, 'excludedMetaDataIds', 'int');
  if (included === 'broken' || excluded === 'broken') return null;
  const columns = childrenOf(childOf(root, 'metaDataSearch') ?? root)
    .filter((child) => child.name === 'metaDataSearchCriteria')
    .map(criterionOf);
  if (columns.some(({ operator }) => !isOperator(operator))) return null;
  return {
    minMessageId: numberOf(root, 'minMessageId'),
    maxMessageId: numberOf(root, 'maxMessageId'),
    originalIdLower: numberOf(root, 'originalIdLower'),
    originalIdUpper: numberOf(root, 'originalIdUpper'),
    startAt: timeOf(root, 'startDate'),
    endAt: timeOf(root, 'endDate'),
    textSearch: textOf(childOf(root, 'textSearch')) || null,
    statuses: statuses as RowStatus[] | null,
    includedMetaDataIds: included?.map(Number) ?? null,
    excludedMetaDataIds: excluded?.map(Number) ?? null,
    contentSearch: childrenOf(childOf(root, 'contentSearch') ?? root)
      .filter((child) => child.name === contentElement)
      .map((search) => ({
        code: Number(textOf(childOf(search, 'contentCode'))),
        texts: childrenOf(childOf(search, 'searches') ?? search)
          .filter((child) => child.name === 'string')
          .map((child) => textOf(child) ?? ''),
      })),
    columns,
    sendAttemptsLower: numberOf(root, 'sendAttemptsLower'),
    sendAttemptsUpper: numberOf(root, 'sendAttemptsUpper'),
    hasAttachment: flagOf(root, 'attachment'),
    hasError: flagOf(root, 'error'),
  };
}

const isStatus = (text: string): boolean => (rowStatuses as readonly string[]).includes(text);

function listOf(root: XmlElement, name: string, item: string): string[] | null | 'broken' {
  const list = childOf(root, name);
  if (list === null) return null;
  const items = childrenOf(list);
  if (items.some((child) => child.name !== item)) return 'broken';
  return items.map((child) => textOf(child) ?? '');
}

function numberOf(root: XmlElement, name: string): number | null {
  const text = textOf(childOf(root, name));
  return text === null || text === '' ? null : Number(text);
}

function flagOf(root: XmlElement, name: string): boolean | null {
  const text = textOf(childOf(root, name));
  return text === null ? null : text === 'true';
}

function timeOf(root: XmlElement, name: string): number | null {
  const date = childOf(root, name);
  return date === null ? null : numberOf(date, 'time');
}

function criterionOf(criterion: XmlElement): ColumnCriterion {
  return {
    column: textOf(childOf(criterion, 'columnName')) ?? '',
    operator: textOf(childOf(criterion, 'operator')) ?? '',
    value: textOf(childOf(criterion, 'value')) ?? '',
    ignoreCase: textOf(childOf(criterion, 'ignoreCase')) === 'true',
  };
}

/** The rows of a message that match: the engine's answer holds only these [52]. */
export function matchingRows(message: StoredMessage, filter: MessageFilter): ConnectorRow[] {
  if (!matchesMessage(message, filter)) return [];
  return message.rows.filter((row) => matchesRow(message, row, filter));
}

const within = (value: number, low: number | null, high: number | null) =>
  value >= (low ?? value) && value <= (high ?? value);

function matchesMessage(message: StoredMessage, filter: MessageFilter): boolean {
  if (!within(message.messageId, filter.minMessageId, filter.maxMessageId)) return false;
  if (!within(message.receivedAt, filter.startAt, filter.endAt)) return false;
  if (filter.originalIdLower !== null || filter.originalIdUpper !== null) {
    if (message.originalId === null || !within(message.originalId, filter.originalIdLower, filter.originalIdUpper))
      return false;
  }
  return filter.hasAttachment !== true || message.attachments.length > 0;
}

function matchesRow(message: StoredMessage, row: ConnectorRow, filter: MessageFilter): boolean {
  if (filter.statuses !== null && !filter.statuses.includes(row.status)) return false;
  if (filter.includedMetaDataIds !== null && !filter.includedMetaDataIds.includes(row.metaDataId)) return false;
  if (filter.excludedMetaDataIds?.includes(row.metaDataId)) return false;
  if (filter.hasError === true && errorCodeOf(row) === 0) return false;
  if (!within(row.sendAttempts, filter.sendAttemptsLower, filter.sendAttemptsUpper)) return false;
  if (filter.textSearch !== null && !searchableTexts(message, row).some((text) => like(text, filter.textSearch ?? '')))
    return false;
  if (
    !filter.contentSearch.every((search) =>
      search.texts.every((text) => like(contentOf(message, row, search.code), text)),
    )
  )
    return false;
  return filter.columns.every((criterion) => matchesColumn(message, criterion));
}

/** Contains, without case; `%` stands for anything, as it does in the engine's SQL [54d]. */
function like(text: string, wanted: string): boolean {
  const parts = wanted.toLowerCase().split('%');
  const haystack = text.toLowerCase();
  let at = 0;
  for (const part of parts) {
    const found = haystack.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

function searchableTexts(message: StoredMessage, row: ConnectorRow): string[] {
  return [row.connectorName, ...[1, 4, 5, 6, 12, 15].map((code) => contentOf(message, row, code))];
}

function contentOf(message: StoredMessage, row: ConnectorRow, code: number): string {
  switch (code) {
    case 1:
      return row.raw ?? '';
    case 4:
      return row.encoded ?? '';
    case 5:
      return row.sent?.body ?? '';
    case 6:
      return row.response === null
        ? ''
        : `${row.response.message}\n${row.response.error ?? ''}\n${row.response.statusMessage}`;
    case 12:
      return row.processingError ?? '';
    case 15:
      return message.sourceMap.map(([key, { value }]) => `${key} ${String(value)}`).join('\n');
    default:
      return '';
  }
}
