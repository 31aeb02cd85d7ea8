import type { RunDeps } from '../run-deps.ts';
import type { Target } from './look-at-target.ts';

const pageRows = 500;

/** Where the messages go that wait in a run; of a channel the destinations at which they failed, as far as that is kept. */
export async function targetsOfRun(
  { journal, cache }: Pick<RunDeps, 'journal' | 'cache'>,
  runId: string,
): Promise<Target[]> {
  const run = await journal.runs.get(runId);
  const straight = run?.settings.targetConnectionId ?? null;
  if (straight !== null) return [{ connectionId: straight, channel: null }];
  const targets = new Map<string, Target & { channel: { connectorIds: Set<string> } }>();
  for (let after = 0; ; ) {
    const items = await journal.runs.waiting(runId, after, pageRows);
    const last = items.at(-1);
    if (last === undefined) return [...targets.values()];
    const failures = await cache.getFailures(items.map(({ failureId }) => failureId));
    const failedAt = new Map(failures.map(({ failureId, connectorIds }) => [failureId, connectorIds]));
    for (const { connectionId, channelId, channelName, failureId } of items) {
      const key = `${connectionId}/${channelId}`;
      const known = targets.get(key) ?? {
        connectionId,
        channel: { channelId, name: channelName, connectorIds: new Set<string>() },
      };
      for (const connectorId of failedAt.get(failureId) ?? []) known.channel.connectorIds.add(connectorId);
      targets.set(key, known);
    }
    after = last.ordinal;
  }
}
