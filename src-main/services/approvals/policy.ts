import { type ReplayPolicy, replayPolicy, standardPolicy } from '../../../src-shared/domain/replay-policy.ts';
import type { Store } from '../../store/store.ts';

/** What the site lets one person send again alone, held in memory. */
export async function createReplayPolicy(settings: Store['journal']['settings']) {
  let current = readPolicy(await settings.get('installation', 'replay-policy'));
  return {
    current: (): ReplayPolicy => current,
    async set(policy: ReplayPolicy): Promise<void> {
      await settings.put('installation', 'replay-policy', JSON.stringify(policy));
      current = policy;
    },
  };
}

export type ReplayPolicies = Awaited<ReturnType<typeof createReplayPolicy>>;

/** Written by us: only damage does not read, and the standard is safe. */
function readPolicy(text: string | null): ReplayPolicy {
  try {
    return replayPolicy.parse(JSON.parse(text ?? 'null'));
  } catch {
    return standardPolicy;
  }
}

/** For the audit log: what was changed, from closed lists only. */
export function describePolicy(before: ReplayPolicy, after: ReplayPolicy): string {
  const rules = Object.entries(after.classRules)
    .filter(([name, rule]) => before.classRules[name as keyof ReplayPolicy['classRules']] !== rule)
    .map(([name, rule]) => `${name}: ${rule}`);
  const over = before.approvalOver === after.approvalOver ? [] : [`approvalOver: ${after.approvalOver}`];
  return [...rules, ...over].join('; ');
}
