import type { SqlParams } from '../sqlite/database.ts';
import type { FailureQuery } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { type ConditionSql, conditionSql } from './condition-sql.ts';
import {
  type ChannelRow,
  countChannels,
  keysInOrderByState,
  listChannels,
  statementsByKeys,
  type WindowStatements,
  windowFloorByState,
  windowsWith,
} from './list-queries.ts';
import type { ReadablePartition } from './partition-readers.ts';
import { type TextCandidates, textCandidates } from './text-candidates.ts';
import { textRuns } from './text-runs.ts';

/** A query resolved against one partition. `channels` empty = nothing there can match. `isEveryChannel`: no channel filter is needed. */
export type PartitionScope = { partition: ReadablePartition; channels: ChannelRow[]; isEveryChannel: boolean };

/**
 * A part of the failures to look at. Everything newer than `downTo` is in this step or one before it, whatever older is in it as well; none is in
 * two steps. ms UTC.
 */
export type Step = { params: SqlParams; downTo: number };

/** Every failure is open or resolved; each of the two has an index by channel. */
export const statesIn = { open: ['open'], resolved: ['resolved'], all: ['open', 'resolved'] } as const;

/** Rows walked between two chances for other calls to run: a statement under way cannot be interrupted. */
export const windowRows = 2000;
/** Where bytes have to be read for each row. */
const textRows = 500;
const keysPerStep = 200;

export function scopeOf(partition: ReadablePartition, query: FailureQuery): PartitionScope {
  const connectionIds = JSON.stringify(query.connectionIds);
  const channels = partition.database.all<ChannelRow>(listChannels, { connectionIds, channelId: query.channelId });
  const every = partition.database.get<{ count: number }>(countChannels)?.count ?? 0;
  return { partition, channels, isEveryChannel: channels.length === every };
}

/** Null: no channel filter is needed. */
export function channelKeysOf({ channels, isEveryChannel }: PartitionScope): string | null {
  return isEveryChannel ? null : JSON.stringify(channels.map((channel) => channel.channel_key));
}

/** Failures that an index leads to: these, or those of a text. */
type Lead = { keys: number[] } | { candidates: TextCandidates; held: string };

/** How one partition is asked: the statements of a step and their parameters. `lead` null = all are walked. */
export type Narrowing = { statements: WindowStatements; params: SqlParams; lead: Lead | null; rows: number };

export function narrowingOf(
  { hashKey }: Pick<CacheReaderContext, 'hashKey'>,
  query: FailureQuery,
  scope: PartitionScope,
): Narrowing {
  const plain = { channelKeys: channelKeysOf(scope), kind: query.kind, groupId: query.groupId };
  const condition = conditionOf(query);
  if (condition === null)
    return { statements: windowsWith(query.state, null), params: plain, lead: null, rows: windowRows };
  const read = conditionSql(condition, hashKey);
  const lead = leadOf(scope, read);
  return {
    statements: lead === null ? windowsWith(query.state, read.sql) : statementsByKeys(query.state, read.sql),
    params: { ...plain, ...read.params },
    lead,
    rows: read.readsBodies ? textRows : windowRows,
  };
}

/** Free text is a condition like any other. */
function conditionOf({ text, condition }: FailureQuery): FailureQuery['condition'] {
  if (text === null || text === '') return condition;
  const free = { kind: 'text' as const, text };
  return condition === null ? free : { kind: 'and', parts: [condition, free] };
}

function leadOf(scope: PartitionScope, { driver, params, texts }: ConditionSql): Lead | null {
  const { database } = scope.partition;
  if (driver !== null)
    return { keys: database.all<{ failure_key: number }>(driver, params).map((row) => row.failure_key) };
  let lead: Lead | null = null;
  for (const { text, held } of texts) {
    const candidates = textCandidates({ database, channels: scope.channels }, text);
    if (candidates === null) continue;
    if (!candidates.inNames && !candidates.inBodies) return { candidates, held };
    lead ??= { candidates, held };
  }
  return lead;
}

/** From the newest failure at or before `startAt` down to `query.from`; in none where an index leads to nothing. */
export function* stepsOf(
  { database }: ReadablePartition,
  query: FailureQuery,
  { narrowing, startAt }: { narrowing: Narrowing; startAt: number },
): Generator<Step> {
  const { params, lead, rows } = narrowing;
  const from = query.from ?? 0;
  if (lead !== null) {
    const bounds = { floor: from, at: startAt };
    if ('keys' in lead) yield* stepsOfKeys(database, query, { params: { ...params, ...bounds }, keys: lead.keys });
    else yield* stepsOfText(database, lead, { params, bounds });
    return;
  }
  let at = startAt;
  while (at >= from) {
    const row = database.get<{ failed_at: number }>(windowFloorByState[query.state], { at, rows });
    const isLast = row === undefined || row.failed_at <= from;
    const floor = isLast ? from : row.failed_at;
    yield { params: { ...params, floor, at }, downTo: floor - 1 };
    if (isLast) return;
    at = floor - 1;
  }
}

function* stepsOfKeys(
  database: ReadablePartition['database'],
  { state }: FailureQuery,
  { params, keys }: { params: SqlParams; keys: number[] },
): Generator<Step> {
  const bounds = { keys: JSON.stringify(keys), floor: params.floor ?? 0, at: params.at ?? 0 };
  const ordered =
    keys.length === 0
      ? []
      : database.all<{ failure_key: number; failed_at: number }>(keysInOrderByState[state], bounds);
  for (let first = 0; first < ordered.length; first += keysPerStep) {
    const step = ordered.slice(first, first + keysPerStep);
    const stepKeys = JSON.stringify(step.map((row) => row.failure_key));
    yield { params: { ...params, keys: stepKeys }, downTo: step.at(-1)?.failed_at ?? 0 };
  }
}

function* stepsOfText(
  database: ReadablePartition['database'],
  { candidates, held: name }: Exclude<Lead, { keys: number[] }>,
  { params, bounds }: { params: SqlParams; bounds: { floor: number; at: number } },
): Generator<Step> {
  for (const { keys, held, downTo } of textRuns(database, candidates, bounds))
    yield { params: { ...params, ...bounds, keys: JSON.stringify(keys), [name]: JSON.stringify(held) }, downTo };
}
