import { type CauseEvidence, causeLine, causeOf } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import { failureKind } from '../../../src-shared/domain/failure-kind.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import { findGroup, insertGroup, listUngrouped, setGroup, type UngroupedRow } from './group-queries.ts';
import type { WritablePartition } from './partition-writers.ts';

/** `c<version>-<hash of the cause>`: the address of a group, the same in every partition and after every restart. */
function groupIdOf(line: string, version: number): string {
  return `c${version}-${sha256Hex(new TextEncoder().encode(line)).slice(0, 20)}`;
}

/** The key of the failure's group in this partition; the first failure of a cause makes it, and is its sample. */
export function groupKeyOf({ database, groupKeys }: WritablePartition, failure: CauseEvidence): number {
  const cause = causeOf(failure);
  const groupId = groupIdOf(causeLine(cause), cause.version);
  const known = groupKeys.get(groupId);
  if (known !== undefined) return known;
  const found = database.get<{ group_key: number }>(findGroup, { groupId })?.group_key;
  const key =
    found ?? database.run(insertGroup, { groupId, cause: JSON.stringify(cause), sample: failure.oneLine }).lastKey;
  groupKeys.set(groupId, key);
  return key;
}

/** Groups up to `limit` failures kept before there were groups. @returns how many; 0 = none is left */
export function groupOlder(partition: WritablePartition, limit: number): number {
  const rows = partition.database.all<UngroupedRow>(listUngrouped, { limit });
  for (const row of rows) {
    const evidence: CauseEvidence = {
      connectionId: row.connection_id,
      channelId: row.channel_id,
      connectorIds: JSON.parse(row.connector_ids) as string[],
      kind: failureKind.parse(row.kind),
      oneLine: row.one_line,
      target: row.target,
    };
    partition.database.run(setGroup, { groupKey: groupKeyOf(partition, evidence), failureKey: row.failure_key });
  }
  return rows.length;
}
