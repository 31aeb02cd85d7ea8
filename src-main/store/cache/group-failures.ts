import type { CauseEvidence } from '../../../src-shared/domain/failure-cause/cause-evidence.ts';
import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import { causeLine, causeOf } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import { failureKind } from '../../../src-shared/domain/failure-kind.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import {
  findGroup,
  type GroupedRow,
  insertGroup,
  listGrouped,
  listUngrouped,
  setGroup,
  type UngroupedRow,
} from './group-queries.ts';
import { type GroupingRow, readGrouping, setGrouping } from './partition-queries.ts';
import type { PartitionWriters, WritablePartition } from './partition-writers.ts';

/** `c<version>-<hash of the cause>`: the address of a group, the same in every partition and after every restart. */
function groupIdOf(line: string, version: number): string {
  return `c${version}-${sha256Hex(new TextEncoder().encode(line)).slice(0, 20)}`;
}

/** The key of the failure's group in this partition; the first failure of a cause makes it, and is its sample. */
export function groupKeyOf(
  { database, groupKeys }: WritablePartition,
  failure: CauseEvidence,
  rules: readonly CauseRule[],
): number {
  const cause = causeOf(failure, rules);
  const groupId = groupIdOf(causeLine(cause), cause.version);
  const known = groupKeys.get(groupId);
  if (known !== undefined) return known;
  const found = database.get<{ group_key: number }>(findGroup, { groupId })?.group_key;
  const key =
    found ?? database.run(insertGroup, { groupId, cause: JSON.stringify(cause), sample: failure.oneLine }).lastKey;
  groupKeys.set(groupId, key);
  return key;
}

type Task = { rules: readonly CauseRule[]; limit: number };

/** Groups up to `limit` failures kept before there were groups. @returns how many; 0 = none is left */
export function groupOlder(partition: WritablePartition, { rules, limit }: Task): number {
  const rows = partition.database.all<UngroupedRow>(listUngrouped, { limit });
  for (const row of rows) {
    const groupKey = groupKeyOf(partition, evidenceOf(row), rules);
    partition.database.run(setGroup, { groupKey, failureKey: row.failure_key });
  }
  return rows.length;
}

/**
 * Looks at up to `limit` failures that were grouped by other rules, oldest key first, and moves those that the rules put elsewhere. How far it
 * came is kept in the same file as the list of partitions: cut off, it looks at some again. @returns how many were looked at; 0 = all are by these
 */
export function groupAnew(partitions: PartitionWriters, partition: WritablePartition, { rules, limit }: Task): number {
  const by = nameOf(rules);
  const { index } = partitions;
  const { number } = partition;
  const grouping = index.get<GroupingRow>(readGrouping, { number });
  if (grouping === undefined || grouping.grouped_by === by) return 0;
  const from = grouping.grouping_by === by ? grouping.grouped_upto : 0;
  const rows = partition.database.all<GroupedRow>(listGrouped, { afterKey: from, limit });
  for (const row of rows) {
    const groupKey = groupKeyOf(partition, evidenceOf(row), rules);
    if (groupKey !== row.group_key) partition.database.run(setGroup, { groupKey, failureKey: row.failure_key });
  }
  const isDone = rows.length < limit;
  index.run(setGrouping, {
    number,
    groupedBy: isDone ? by : grouping.grouped_by,
    groupingBy: isDone ? '' : by,
    upto: isDone ? 0 : (rows.at(-1)?.failure_key ?? from),
  });
  return rows.length;
}

/** '' for none at all, as partitions begin. What a rule is called changes no group. */
function nameOf(rules: readonly CauseRule[]): string {
  if (rules.length === 0) return '';
  const telling = rules.map(({ name: _name, ...rule }) => rule);
  return sha256Hex(new TextEncoder().encode(JSON.stringify(telling)));
}

function evidenceOf(row: UngroupedRow): CauseEvidence {
  return {
    connectionId: row.connection_id,
    channelId: row.channel_id,
    connectorIds: JSON.parse(row.connector_ids) as string[],
    kind: failureKind.parse(row.kind),
    oneLine: row.one_line,
    target: row.target,
  };
}
