import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hazard } from '../../../src-shared/domain/replay.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { comes, openQuietDesk, patience, type QuietDesk, type Ref } from './quiet-desk.ts';

const { channelId } = passThrough;

/** What a newcomer presses, and what the plan of the failure it leads to says. */
const stories: { id: string; kind: Hazard['kind']; blocks: boolean; context?: string }[] = [
  { id: 'replay-newer-state', kind: 'newer-state', blocks: false },
  { id: 'replay-merged', kind: 'merged-since', blocks: true },
  { id: 'replay-corrected', kind: 'newer-result', blocks: true, context: 'corrected' },
  { id: 'replay-protected', kind: 'address-protected', blocks: true },
  { id: 'replay-billing', kind: 'class-rule', blocks: true, context: 'block' },
  { id: 'replay-medication', kind: 'class-rule', blocks: true, context: 'block' },
  { id: 'replay-colleague', kind: 'copy-made-by-someone', blocks: true },
  { id: 'replay-not-stored', kind: 'content-not-stored', blocks: true },
  { id: 'replay-lost-letter', kind: 'replacement-character', blocks: false },
];

describe('FEATURE: practising what holds a replay back', () => {
  let desk: QuietDesk;
  const refs = new Map<string, Ref>();

  beforeAll(async () => {
    desk = await openQuietDesk();
    const known = new Set<string>();
    for (const { id } of stories) {
      await desk.engine.control.setScenario(id, { isActive: true }, patience());
      await desk.engine.control.setScenario(id, { isActive: false }, patience());
      await comes('The failure', async () => {
        const { connectionId } = desk;
        const filter = { connectionId, channelId, kind: null, from: null, to: null, text: null, groupId: null };
        const asked = { filter: { ...filter, state: 'open' as const }, cursor: null, limit: 100 };
        const found = (await desk.cli.call('failures.list', asked)).items.find(({ nativeId }) => !known.has(nativeId));
        if (found === undefined) return false;
        known.add(found.nativeId);
        refs.set(id, { channelId, nativeId: found.nativeId });
        return true;
      });
    }
    await desk.isIndexed(channelId);
  }, 120_000);
  afterAll(() => desk?.close());

  it.each(stories)('EXAMPLE: $id leads to a failure whose plan names it', async ({ id, kind, blocks, context }) => {
    const ref = refs.get(id)!;
    const { hazards } = await desk.plan(ref);
    const hazard = hazards.find((each) => each.kind === kind);
    expect(hazard).toMatchObject({ outcome: 'found', blocks });
    if (context !== undefined) expect(hazard?.params.context).toBe(context);
    expect(await desk.start(ref, kind)).toMatchObject({ ok: false });
  });
});
