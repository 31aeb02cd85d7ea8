import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { RunItem } from '../../../../src-shared/domain/replay-run.ts';
import { type ReportFacts, readReport, takesPlaceOf } from '../../../../src-shared/formats/report-version-of.ts';
import type { RunDeps } from './run-deps.ts';

type VersionDeps = Pick<RunDeps, 'journal' | 'engines'> & { cache: Pick<RunDeps['cache'], 'failureKeys'> };
type Version = { item: RunItem; report: ReportFacts | null };

/**
 * `older`: messages that wait although the same run holds a newer version of their report, each with the place of the newest. `unread`: of those that
 * share an order with others, how many could not be read now, so that nothing is known of them.
 */
export type OlderVersions = { older: { item: RunItem; newest: number }[]; unread: number };

const pageRows = 500;
const maxReadBytes = 1024 * 1024;

/**
 * Compares the results of a run that share an order, as their engines hold them now. Whatever was left out for another reason is a version too: what it
 * replaces does not go in its place. @throws AppError ENGINE_* when an engine does not answer, CANCELLED
 */
export async function findOlderVersions(deps: VersionDeps, runId: string, signal: AbortSignal): Promise<OlderVersions> {
  const older: OlderVersions['older'] = [];
  let unread = 0;
  const read = new Map<number, Version>();
  for (const items of await sharingOrders(deps, runId)) {
    const versions: Version[] = [];
    for (const item of items) {
      const known = read.get(item.ordinal) ?? { item, report: await readReportOf(deps, item, signal) };
      if (!read.has(item.ordinal) && known.report === null) unread += 1;
      read.set(item.ordinal, known);
      versions.push(known);
    }
    for (const { item, report } of versions) {
      if (item.state !== 'waiting' || report === null || older.some((each) => each.item.ordinal === item.ordinal))
        continue;
      const newest = newestOver({ item, report }, versions);
      if (newest !== null) older.push({ item, newest });
    }
  }
  return { older, unread };
}

/** Results of one channel that name a common order, at least two each. */
async function sharingOrders({ journal, cache }: VersionDeps, runId: string): Promise<RunItem[][]> {
  const sharing = new Map<string, RunItem[]>();
  for (let after = 0; ; ) {
    const items = await journal.runs.items(runId, after, pageRows);
    const last = items.at(-1);
    if (last === undefined) return [...sharing.values()].filter((each) => each.length > 1);
    const results = new Map(
      items.flatMap((item) => (item.class === 'result' ? [[item.failureId, item] as const] : [])),
    );
    for (const { failureId, purpose, hash } of await cache.failureKeys([...results.keys()])) {
      const item = results.get(failureId);
      if (item === undefined || purpose !== 'order') continue;
      const key = `${item.connectionId} ${item.channelId} ${hash}`;
      sharing.set(key, [...(sharing.get(key) ?? []), item]);
    }
    after = last.ordinal;
  }
}

function newestOver(own: { item: RunItem; report: ReportFacts }, versions: readonly Version[]): number | null {
  const over = versions.filter(
    ({ item, report }) => report !== null && isLater(item, own.item) && takesPlaceOf(report, own.report),
  );
  const [first, ...others] = over.map(({ item }) => item);
  if (first === undefined) return null;
  return others.reduce((newest, item) => (isLater(item, newest) ? item : newest), first).ordinal;
}

function isLater(one: RunItem, other: RunItem): boolean {
  return one.at > other.at || (one.at === other.at && one.ordinal > other.ordinal);
}

/** Read in memory and dropped; null = there is nothing to read. */
async function readReportOf(
  { engines }: VersionDeps,
  { connectionId, channelId, nativeId }: RunItem,
  signal: AbortSignal,
): Promise<ReportFacts | null> {
  const ref = { connectionId, channelId, nativeId };
  try {
    const body = await engines(connectionId)?.messages?.readBody({ ref, connectorId: '0', stage: 'raw' }, signal);
    return body == null || body.bytes.length > maxReadBytes ? null : readReport(body);
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
