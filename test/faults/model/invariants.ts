import assert from 'node:assert/strict';
import type { ReplayState } from '../../../src-shared/domain/failure.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import type { RunItem } from '../../../src-shared/domain/replay-run.ts';
import type { ModelCase, Recovery } from './model-case.ts';

/** In these nothing has left. */
const unsent: readonly ReplayState[] = ['planned', 'claimed', 'intent-journaled', 'rejected'];
/** In these the receiver has it. */
const taken: readonly ReplayState[] = [
  'accepted',
  'confirmed-by-engine',
  'confirmed-by-receiver',
  'confirmed-by-apprec',
];

/** What holds at every moment, also for the journal that a dead process left behind. */
export async function checkNow(real: ModelCase): Promise<void> {
  const ledger = new Map((await real.ledger()).map((replay) => [replay.replayId, replay]));
  checkDeliveries(real, ledger);
  for (const runId of real.runIds) await checkRun(real, runId, ledger);
}

function checkDeliveries({ world, decided }: ModelCase, ledger: ReadonlyMap<string, Replay>): void {
  const lastOf = new Map<string, string>();
  const seen = new Set<string>();
  for (const { nativeId, replayId, wasDiskFull } of world.delivered) {
    assert.ok(!wasDiskFull, `${nativeId} left although nothing could be written down`);
    assert.ok(!seen.has(replayId), `replay ${replayId} was sent twice`);
    seen.add(replayId);
    const state = ledger.get(replayId)?.state;
    assert.ok(state !== undefined, `a receiver has ${nativeId} and the journal knows nothing of it`);
    assert.ok(!unsent.includes(state), `a receiver has ${nativeId} and the journal calls it ${state}`);
    const before = lastOf.get(nativeId);
    assert.ok(
      before === undefined || decided.has(before),
      `${nativeId} was delivered twice, and no person had decided on an unknown outcome in between`,
    );
    lastOf.set(nativeId, replayId);
  }
  for (const { replayId, state, nativeId } of ledger.values())
    if (taken.includes(state)) assert.ok(seen.has(replayId), `${nativeId} is ${state} and no receiver has it`);
}

async function checkRun(
  { store, world, isDead }: ModelCase,
  runId: string,
  ledger: ReadonlyMap<string, Replay>,
): Promise<void> {
  const items = await store.journal.runs.items(runId, 0, 1000);
  const run = await store.journal.runs.get(runId);
  const itemByReplay = new Map<string, RunItem>();
  for (const item of items) {
    const where = `message ${item.ordinal} of the run`;
    checkItem(item, where, { ledger, refused: world.refused });
    for (let attempt = 1; attempt <= item.attempt; attempt += 1) {
      const replay = await store.journal.replays.ofRequest(`${runId}/${item.ordinal}/${attempt}`);
      if (replay !== null) itemByReplay.set(replay.replayId, item);
      if (replay === null || unsent.includes(replay.state)) continue;
      assert.ok(item.state !== 'left-out', `${where} is called left out and is ${replay.state}`);
      if (isDead() || replay.state === 'in-air') continue;
      if (run?.state === 'finished' || run?.state === 'cancelled')
        assert.equal(
          item.state,
          'sent',
          `the run has ended and ${where}, which is ${replay.state}, is called ${item.state}`,
        );
    }
  }
  if (run?.state === 'finished')
    assert.ok(!items.some(({ state }) => state === 'waiting'), 'the run has finished and messages still wait');
  checkOrder(items, itemByReplay, world.delivered);
}

function checkItem(
  item: RunItem,
  where: string,
  { ledger, refused }: { ledger: ReadonlyMap<string, Replay>; refused: ReadonlySet<string> },
): void {
  if (item.state === 'left-out') assert.ok(item.why !== null, `${where} was left out without a reason`);
  if (item.state === 'sent')
    assert.ok(ledger.has(item.replayId ?? ''), `${where} is called sent and is not in the ledger`);
  if (item.state === 'sent' && item.replayState === 'rejected')
    assert.ok(refused.has(item.replayId ?? ''), `${where} is given up and nobody had refused it`);
}

/** Within one chain nothing overtakes, and nothing is sent on top of what nobody knows. */
function checkOrder(
  items: readonly RunItem[],
  itemByReplay: ReadonlyMap<string, RunItem>,
  delivered: ModelCase['world']['delivered'],
): void {
  const sent = delivered.flatMap(({ replayId, openBefore }) => {
    const item = itemByReplay.get(replayId);
    return item === undefined ? [] : [{ item, openBefore }];
  });
  const lastOf = new Map<number, number>();
  for (const { item, openBefore } of sent) {
    assert.ok((lastOf.get(item.chain) ?? 0) < item.ordinal, `message ${item.ordinal} was overtaken within its chain`);
    lastOf.set(item.chain, item.ordinal);
    const open = [...openBefore].map((id) => itemByReplay.get(id)).find((each) => each?.chain === item.chain);
    assert.equal(open?.ordinal, undefined, `message ${item.ordinal} went after one of its chain of which nobody knows`);
  }
  for (const { chain, ordinal, state } of items)
    if (state === 'waiting')
      assert.ok((lastOf.get(chain) ?? 0) <= ordinal, `message ${ordinal} waits and a later one of its chain has gone`);
}

/** After a death only what was in the air is newly unknown: all of it, and nothing else. */
export function checkRecovery({ atDeath, recovered, unanswered }: Recovery, machineDied: boolean): void {
  const lost: readonly ReplayState[] = machineDied ? ['in-air', 'intent-journaled', 'unknown'] : ['in-air', 'unknown'];
  const idsOf = (replays: readonly Replay[], states: readonly ReplayState[]) =>
    replays
      .filter(({ state }) => states.includes(state))
      .map(({ replayId }) => replayId)
      .toSorted();
  assert.deepEqual(
    idsOf(recovered, ['unknown']),
    idsOf(atDeath, lost),
    'what was in the air at a death is unknown, and nothing else',
  );
  const unknown = new Set(idsOf(recovered, ['unknown']));
  for (const replayId of unanswered) assert.ok(unknown.has(replayId), 'a send without an answer is not unknown');
}
