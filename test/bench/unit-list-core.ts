import '../../src-main/platform/lean-heap.ts';
import { randomUUID } from 'node:crypto';
import type { PersonContext } from '../../src-main/app/handler.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import { createSiteShelf } from '../../src-main/services/measurement-units/site-shelf.ts';
import { createUnitsService } from '../../src-main/services/measurement-units/units-service.ts';
import type { CollectedFinding } from '../../src-main/store/unit-finding-store.ts';
import { openTemporaryStore } from '../fakes/temporary-store.ts';
import { quantile } from './figure.ts';

/** Run as a process of its own: `unit-list-core.ts <measurements>`. Prints how long the work list takes over so many, kept added up. */
const wanted = Number(process.argv[2]);
const pageSize = 60_000;
const channels = 20;
const senders = 10;
const codes = 100;
const units = ['mmol/L', 'mg/dL', 'g/L', 'mmoll'];
const dayMs = 86_400_000;

const clock = createSystemClock();
const temporary = await openTemporaryStore(clock);
const { history, journal } = temporary.store;
let state = 7;
const random = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};

/** One measurement of one message, as the keeper adds them up. */
function count(found: Map<string, CollectedFinding>, channel: number, index: number): void {
  const sender = random(senders);
  const code = random(codes);
  const at = random(10) < 7 ? 0 : 1 + random(units.length - 1);
  const receivedAt = Date.now() - random(90) * dayMs;
  const findingId = `${channel} ${sender} ${code} ${at}`;
  const day = Math.floor(receivedAt / dayMs);
  const finding = found.get(findingId) ?? {
    ...{ findingId, sender: `LAB ${sender}`, codeSystem: 'NLK', code: `NPU${10_000 + code}`, name: `Analyte ${code}` },
    ...{
      unit: units[at] ?? null,
      expected: 'mmol/L',
      judgement: at === 0 ? ('same' as const) : ('convertible' as const),
    },
    ...{ messages: 0, measurements: 0, urgent: 0, firstAt: receivedAt, lastAt: receivedAt, typical: [random(100)] },
    ...{
      days: [{ day, messages: 1, urgent: 0 }],
      patientKeys: [`p${index}`],
      samples: [{ nativeId: index, receivedAt }],
    },
  };
  finding.messages += 1;
  finding.measurements += 1;
  if (random(50) === 0) finding.urgent += 1;
  found.set(findingId, finding);
}

for (let done = 0; done < wanted; done += pageSize) {
  const channel = (done / pageSize) % channels;
  const found = new Map<string, CollectedFinding>();
  for (let index = 0; index < pageSize; index += 1) count(found, channel, done + index);
  const page = {
    connectionId: 'c1',
    channelId: `ch${channel}`,
    looked: [[done, done + pageSize - 1] as [number, number]],
  };
  await history.units.add({ ...page, findings: [...found.values()] });
}
const service = createUnitsService({
  findings: history.units,
  decisions: journal.units,
  site: await createSiteShelf(journal.units),
  idsIn: () => ['c1'],
  channelNameOf: ({ channelId }) => channelId,
  judgedCount: () => channels,
  clock,
  emit: () => undefined,
});
const context = { account: { accountId: 'a', name: 'A' }, describe: () => undefined } as unknown as PersonContext;
const filter = { connectionId: null, channelId: null, view: 'wanting', judgement: null } as const;
const first = await service.list({ filter }, context);
for (const { findingId } of first.items) {
  const asked = {
    requestId: randomUUID(),
    findingId,
    kind: 'receiver' as const,
    owner: null,
    dueAt: null,
    untilAt: null,
  };
  await service.decide({ ...asked, reason: 'for the bench' }, context);
}
const spentMs: number[] = [];
for (let round = 0; round < 40; round += 1) {
  const startedAt = performance.now();
  await service.list({ filter }, context);
  spentMs.push(performance.now() - startedAt);
}
const { counts, inOrder, wrong } = await service.list({ filter }, context);
await temporary.remove();
console.log(JSON.stringify({ p95Ms: quantile(spentMs, 0.95), findings: counts.all, counted: inOrder + wrong }));
process.exit(0);
