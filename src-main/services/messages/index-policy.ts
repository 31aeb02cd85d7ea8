import { z } from 'zod';
import { type KeySource, keySource } from '../../../src-shared/domain/indexed-message.ts';
import { createTurns } from '../../platform/turns.ts';
import type { Store } from '../../store/store.ts';

const channelPolicy = z.object({
  connectionId: z.string(),
  channelId: z.string(),
  keySource: keySource.nullable(),
  windowHours: z.number().int().min(1).max(720),
  judgesUnits: z.boolean().default(false),
});
export type ChannelPolicy = z.infer<typeof channelPolicy>;

const stored = z.object({
  budgets: z.array(z.object({ connectionId: z.string(), percent: z.number().min(1).max(50) })),
  channels: z.array(channelPolicy),
});

const defaultWindowHours = 72;
const defaultBudgetPercent = 5;

/**
 * What people decided about the index, held in memory. `keySource` null = nobody decided: custom columns where a channel has some that
 * tell ids, else off. `judgesUnits`: whether findings about measurement units are kept of what is read.
 */
export async function createIndexPolicy(settings: Store['journal']['settings']) {
  let kept = readKept(await settings.get('installation', 'message-index'));
  const inTurn = createTurns();

  const keep = (change: (before: typeof kept) => typeof kept): Promise<void> =>
    inTurn(async () => {
      const next = change(kept);
      await settings.put('installation', 'message-index', JSON.stringify(next));
      kept = next;
    });

  return {
    ofChannel(
      connectionId: string,
      channelId: string,
    ): { keySource: KeySource | null; windowHours: number; judgesUnits: boolean } {
      const found = kept.channels.find((each) => each.connectionId === connectionId && each.channelId === channelId);
      return found ?? { keySource: null, windowHours: defaultWindowHours, judgesUnits: false };
    },
    budgetPercent: (connectionId: string): number =>
      kept.budgets.find((each) => each.connectionId === connectionId)?.percent ?? defaultBudgetPercent,
    setChannel: (policy: ChannelPolicy): Promise<void> =>
      keep((before) => ({
        ...before,
        channels: [
          ...before.channels.filter(
            (each) => each.connectionId !== policy.connectionId || each.channelId !== policy.channelId,
          ),
          policy,
        ],
      })),
    setBudget: (connectionId: string, percent: number): Promise<void> =>
      keep((before) => ({
        ...before,
        budgets: [...before.budgets.filter((each) => each.connectionId !== connectionId), { connectionId, percent }],
      })),
  };
}

export type IndexPolicy = Awaited<ReturnType<typeof createIndexPolicy>>;

/** Written by us; damage counts as nothing decided. */
function readKept(text: string | null): z.infer<typeof stored> {
  try {
    return stored.parse(JSON.parse(text ?? 'null'));
  } catch {
    return { budgets: [], channels: [] };
  }
}
