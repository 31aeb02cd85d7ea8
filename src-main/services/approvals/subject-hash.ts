import { createHash } from 'node:crypto';
import type { ApprovalSubject } from '../../../src-shared/domain/approval.ts';
import type { RunItem, RunSettings } from '../../../src-shared/domain/replay-run.ts';
import type { JournalStore } from '../../store/store.ts';

type MessageWish = Pick<
  Extract<ApprovalSubject, { kind: 'message' }>,
  'ref' | 'destinationIds' | 'targetConnectionId' | 'bodyHash'
>;

/** These bytes of this message to these destinations. */
export function hashOfMessage({ ref, destinationIds, targetConnectionId, bodyHash }: MessageWish): string {
  const { connectionId, channelId, nativeId } = ref;
  const destinations = destinationIds?.toSorted() ?? null;
  return hashOf([['message', connectionId, channelId, nativeId, destinations, targetConnectionId, bodyHash]]);
}

const pageRows = 1000;

/** Every message of the frozen plan in its place, and how they are to be sent. How far the run came is not part of it. */
export async function hashOfRun(
  runs: Pick<JournalStore['runs'], 'items'>,
  runId: string,
  settings: RunSettings,
): Promise<string> {
  const sorted = { ...settings, acceptedHazards: settings.acceptedHazards.toSorted() };
  // By name, so that a setting that is added later is agreed to as well.
  const how = Object.entries(sorted).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rows: unknown[] = [['run', runId, how]];
  for (let after = 0; ; ) {
    const items = await runs.items(runId, after, pageRows);
    rows.push(...items.map(rowOf));
    const last = items.at(-1);
    if (last === undefined) return hashOf(rows);
    after = last.ordinal;
  }
}

function rowOf({ ordinal, connectionId, channelId, nativeId, failureId, messageType, chain }: RunItem): unknown {
  return [ordinal, connectionId, channelId, nativeId, failureId, messageType, chain];
}

function hashOf(rows: unknown[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}
