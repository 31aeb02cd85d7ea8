import { type RowStatus, rowStatuses } from '../messages/message.ts';
import { readCriterion } from './column-criteria.ts';
import type { MessageFilter } from './message-filter.ts';

const date = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3})([+-])(\d{2})(\d{2})$/;

/**
 * The GET form of a search.
 * @returns null where the engine answers 404: a bad status, number or date [52c, 53b]; `broken` where it fails of itself:
 * a comparison without a known operator [55e]
 */
export function readQueryFilter(query: URLSearchParams): MessageFilter | null | 'broken' {
  const numbers = (name: string) => query.getAll(name).map(Number);
  const number = (name: string) => (query.has(name) ? Number(query.get(name)) : null);
  const numeric = [
    'minMessageId',
    'maxMessageId',
    'minOriginalId',
    'maxOriginalId',
    'minSendAttempts',
    'maxSendAttempts',
    'includedMetaDataId',
    'excludedMetaDataId',
    'limit',
    'offset',
  ];
  if (numeric.some((name) => numbers(name).some((value) => !Number.isInteger(value)))) return null;
  const statuses = query.getAll('status');
  if (!statuses.every((status) => (rowStatuses as readonly string[]).includes(status))) return null;
  const [startAt, endAt] = ['startDate', 'endDate'].map((name) =>
    query.has(name) ? readDate(query.get(name) ?? '') : null,
  );
  if (startAt === undefined || endAt === undefined || Number.isNaN(startAt) || Number.isNaN(endAt)) return null;
  const columns = [
    ...query.getAll('metaDataSearch').map((text) => readCriterion(text, false)),
    ...query.getAll('metaDataCaseInsensitiveSearch').map((text) => readCriterion(text, true)),
  ];
  if (columns.includes(null)) return 'broken';
  return {
    minMessageId: number('minMessageId'),
    maxMessageId: number('maxMessageId'),
    originalIdLower: number('minOriginalId'),
    originalIdUpper: number('maxOriginalId'),
    startAt,
    endAt,
    textSearch: query.get('textSearch') || null,
    statuses: statuses.length > 0 ? (statuses as RowStatus[]) : null,
    includedMetaDataIds: query.has('includedMetaDataId') ? numbers('includedMetaDataId') : null,
    excludedMetaDataIds: query.has('excludedMetaDataId') ? numbers('excludedMetaDataId') : null,
    contentSearch: contentSearches(query),
    columns: columns.filter((column) => column !== null),
    sendAttemptsLower: number('minSendAttempts'),
    sendAttemptsUpper: number('maxSendAttempts'),
    hasAttachment: query.has('attachment') ? query.get('attachment') === 'true' : null,
    hasError: query.has('error') ? query.get('error') === 'true' : null,
  };
}

const contentCodes: [name: string, code: number][] = [
  ['rawContentSearch', 1],
  ['encodedContentSearch', 4],
  ['sentContentSearch', 5],
  ['responseContentSearch', 6],
  ['processingErrorContentSearch', 12],
  ['sourceMapContentSearch', 15],
];

function contentSearches(query: URLSearchParams): MessageFilter['contentSearch'] {
  return contentCodes.filter(([name]) => query.has(name)).map(([name, code]) => ({ code, texts: query.getAll(name) }));
}

/** Milliseconds UTC; NaN for any other form than the one the engine takes [53*]. */
function readDate(text: string): number {
  const match = date.exec(text);
  if (match === null) return Number.NaN;
  const [, local = '', sign, hours, minutes] = match;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return Date.parse(`${local}Z`) - offsetMs;
}
