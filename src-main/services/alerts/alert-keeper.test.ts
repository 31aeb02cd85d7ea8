import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRuleBook } from '../../../src-shared/domain/alerts/evaluate-rules.ts';
import type { Measured } from '../../../src-shared/domain/alerts/measured.ts';
import type { Notice } from '../../../src-shared/domain/alerts/notify-plan.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aMeasuredChannel, aRule, measuredAt, minuteMs, noon } from '../../../test/fakes/measured-world.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { type AlertKeeper, createAlertKeeper } from './alert-keeper.ts';

let temporary: TemporaryStore;
let clock: ManualClock;
let keeper: AlertKeeper;
let told: string[];
let queued: number;
let channelId = '';
let extra: Partial<Measured>;
const kari = { person: { accountId: 'k', name: 'Kari' }, note: 'Ringer mottaker' };

beforeAll(async () => {
  temporary = await openTemporaryStore(createManualClock(noon));
});
afterAll(() => temporary.remove());
beforeEach(async ({ task }) => {
  clock = createManualClock(noon);
  told = [];
  extra = {};
  queued = 0;
  channelId = task.id;
  keeper = await open();
});
afterEach(async () => {
  queued = 0;
  await minutesPass(3);
  await keeper.close();
});

function open(tell: (notice: Notice) => Promise<void> = async () => undefined): Promise<AlertKeeper> {
  return createAlertKeeper({
    store: temporary.store.journal.alerts,
    book: () => createRuleBook([aRule({ kind: 'queue-depth', atLeast: 10 })]),
    measure: async () =>
      measuredAt(clock.now(), { channels: [aMeasuredChannel({ channelId, queued })], timesFrom: null, ...extra }),
    engineOf: () => ({ name: 'Engine', environment: 'TEST' }),
    rest: () => ({ holdMs: 0, groupMs: 0, escalateAfterMs: 15 * minuteMs }),
    tell: async (notice) => {
      told.push(notice.what);
      await tell(notice);
    },
    beforeRound: async () => undefined,
    onJudged: () => undefined,
    onKept: () => undefined,
    onChanged: () => undefined,
    clock,
    logger: silentLogger,
  });
}

async function minutesPass(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    clock.advance(minuteMs);
    await keeper.judgeNow();
    await keeper.judgeNow();
  }
}

const stepsOf = async (alertId: string) =>
  (await temporary.store.journal.alerts.steps(alertId)).map(({ act, person, note }) =>
    [act, person?.name, note].filter(Boolean).join(' '),
  );
const first = () => {
  const [alert] = keeper.open();
  if (alert === undefined) throw new TypeError('Nothing fires.');
  return alert;
};

describe('an alert', () => {
  it('fires once, is acknowledged with name and note, and is over: each step stands in the journal', async () => {
    queued = 12;
    await minutesPass(3);
    const { alertId } = first();
    expect(await keeper.acknowledge([alertId], kari)).toBe(1);
    expect(first()).toMatchObject({ state: 'acknowledged', acknowledgedBy: kari.person, value: 12 });
    queued = 0;
    await minutesPass(3);
    expect(keeper.open()).toEqual([]);
    expect(await stepsOf(alertId)).toEqual(['fired', 'notified', 'acknowledged Kari Ringer mottaker', 'resolved']);
    expect(told).toEqual(['fired', 'resolved']);
  });

  it('that somebody has fires again when it has become twice as bad', async () => {
    queued = 12;
    await minutesPass(1);
    await keeper.acknowledge([first().alertId], kari);
    queued = 23;
    await minutesPass(1);
    expect(first().state).toBe('acknowledged');
    queued = 24;
    await minutesPass(1);
    expect(first()).toMatchObject({ state: 'firing', value: 24 });
    expect(told).toEqual(['fired', 'fired']);
  });

  it('lives on through a restart, and is not told twice', async () => {
    queued = 12;
    await minutesPass(1);
    const { alertId } = first();
    await keeper.close();
    keeper = await open();
    await minutesPass(2);
    expect(first().alertId).toBe(alertId);
    expect(told).toEqual(['fired']);
  });

  it('whose notification was not delivered before a restart is told again', async () => {
    await keeper.close();
    keeper = await open(() => new Promise(() => undefined));
    queued = 12;
    await minutesPass(2);
    expect(told).toEqual(['fired']);
    await keeper.close();
    keeper = await open();
    await minutesPass(1);
    expect(told).toEqual(['fired', 'fired']);
  });

  it('that nobody could be told of is told again as long as it fires', async () => {
    await keeper.close();
    let isReachable = false;
    keeper = await open(() => (isReachable ? Promise.resolve() : Promise.reject(new Error('given up'))));
    queued = 12;
    await minutesPass(1);
    expect(first().notifiedAt).toBeNull();
    isReachable = true;
    await minutesPass(2);
    expect(first().notifiedAt).not.toBeNull();
    const before = told.length;
    await minutesPass(2);
    expect(told).toHaveLength(before);
  });

  it('found in a time without a watcher is marked late, with the rule as it was', async () => {
    await keeper.close();
    const gap = { from: noon - 60 * minuteMs, to: noon };
    const inGap = { received: null, errored: 40 };
    extra = { gap, channels: [aMeasuredChannel({ channelId, inGap })] };
    const rule = aRule({ kind: 'errors', atLeast: 10, minutes: 5 });
    keeper = await createAlertKeeper({
      store: temporary.store.journal.alerts,
      book: () => createRuleBook([rule]),
      measure: async () => measuredAt(clock.now(), extra),
      engineOf: () => ({ name: 'Engine', environment: 'TEST' }),
      rest: () => ({ holdMs: 0, groupMs: 0, escalateAfterMs: null }),
      tell: async () => undefined,
      beforeRound: async () => undefined,
      onJudged: () => undefined,
      onKept: () => undefined,
      onChanged: () => undefined,
      clock,
      logger: silentLogger,
    });
    await keeper.judgeNow();
    const { alertId } = first();
    extra = { channels: [aMeasuredChannel({ channelId })] };
    await minutesPass(3);
    expect(await temporary.store.journal.alerts.get(alertId)).toMatchObject({
      late: gap,
      value: 40,
      state: 'resolved',
      rule,
    });
  });
});
