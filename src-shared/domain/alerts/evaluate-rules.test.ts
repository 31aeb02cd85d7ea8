import { describe, expect, it } from 'vitest';
import {
  aMeasuredChannel,
  aMeasuredEngine,
  aRule,
  measuredAt,
  minuteMs,
  noon,
  watchWith,
} from '../../../test/fakes/measured-world.ts';
import type { AlertCondition } from './alert-rule.ts';
import type { Measured, MeasuredChannel } from './measured.ts';

const channelAt = (at: number, overrides: Partial<MeasuredChannel>, more: Partial<Measured> = {}): Measured =>
  measuredAt(at, { channels: [aMeasuredChannel(overrides)], ...more });
const firesOn = (condition: AlertCondition, measured: Measured): boolean =>
  watchWith([aRule(condition)])(measured).fired.length > 0;
const someMinutes = (errored: number, received = errored) => [
  { at: noon - 2 * minuteMs, received, sent: received - errored, errored },
];

describe('a rule', () => {
  it.each<[string, AlertCondition, Partial<MeasuredChannel>, Partial<MeasuredChannel>]>([
    ['a long queue', { kind: 'queue-depth', atLeast: 10 }, { queued: 10 }, { queued: 9 }],
    [
      'an old message',
      { kind: 'oldest-age', minutes: 15 },
      { oldestAt: noon - 15 * minuteMs, queued: 1 },
      { oldestAt: noon - 14 * minuteMs, queued: 1 },
    ],
    [
      'errors in its window',
      { kind: 'errors', atLeast: 5, minutes: 5 },
      { minutes: someMinutes(5) },
      { minutes: [{ at: noon - 7 * minuteMs, received: 5, sent: 0, errored: 5 }, ...someMinutes(4)] },
    ],
    [
      'a share of errors',
      { kind: 'error-rate', share: 0.1, atLeast: 20, minutes: 10 },
      { minutes: someMinutes(2, 20) },
      { minutes: someMinutes(2, 19) },
    ],
    [
      'silence',
      { kind: 'silence', minutes: 30, busyBefore: 0 },
      { lastReceivedAt: noon - 30 * minuteMs },
      { lastReceivedAt: noon - 29 * minuteMs },
    ],
    [
      'silence where it was busy',
      { kind: 'silence', minutes: 30, busyBefore: 20 },
      { lastReceivedAt: noon - 30 * minuteMs, receivedBefore: 20 },
      { lastReceivedAt: noon - 30 * minuteMs, receivedBefore: 19 },
    ],
    [
      'silence where usually something comes',
      { kind: 'unusually-silent' },
      { volume: { kind: 'silent', since: noon - 20 * minuteMs, missing: 14 } },
      { volume: { kind: 'ordinary' } },
    ],
    [
      'far less than usual',
      { kind: 'unusual-volume' },
      { volume: { kind: 'unusually-low', received: 10, usual: 90 } },
      { volume: { kind: 'learning' } },
    ],
    [
      'silence after a busy hour, where that is not known to be usual',
      { kind: 'silence', minutes: 30, busyBefore: 20 },
      { lastReceivedAt: noon - 30 * minuteMs, receivedBefore: 20, volume: { kind: 'learning' } },
      { lastReceivedAt: noon - 30 * minuteMs, receivedBefore: 20, volume: { kind: 'ordinary' } },
    ],
    ['answers that are overdue', { kind: 'answers-overdue', atLeast: 3 }, { overdue: 3 }, { overdue: 2 }],
    ['an urgent failure', { kind: 'urgent-failed', atLeast: 1 }, { urgentFailed: 1 }, { urgentFailed: 0 }],
    [
      'an urgent message that waits',
      { kind: 'urgent-waiting', atLeast: 1, minutes: 2 },
      { queued: 3, urgentWaiting: { count: 1, oldestAt: noon - 2 * minuteMs } },
      { queued: 3, urgentWaiting: { count: 1, oldestAt: noon - minuteMs } },
    ],
    [
      'a receiver that takes nothing',
      { kind: 'link-down', minutes: 3 },
      { stuck: [{ name: 'Ward', since: noon - 3 * minuteMs, queued: 4, isStopped: false }] },
      { stuck: [{ name: 'Ward', since: noon - 2 * minuteMs, queued: 4, isStopped: false }] },
    ],
    [
      'a channel that somebody stopped',
      { kind: 'channel-stopped', minutes: 1 },
      { state: 'stopped', stoppedSince: noon - minuteMs, stoppedBy: 'Kari' },
      { state: 'started' },
    ],
  ])('about %s fires at its limit and not below', (_what, condition, over, under) => {
    expect(firesOn(condition, channelAt(noon, over))).toBe(true);
    expect(firesOn(condition, channelAt(noon, under))).toBe(false);
  });

  it.each([
    ['does not answer', { kind: 'engine-unreachable', minutes: 2 }, { state: 'down', since: noon - 2 * minuteMs }],
    ['lets nobody in', { kind: 'engine-unreachable', minutes: 2 }, { state: 'refused', since: noon - 2 * minuteMs }],
    ['has a wrong clock', { kind: 'clock-skew', seconds: 30 }, { clockSkewMs: -30_000 }],
    ['has an old certificate', { kind: 'certificate', days: 30 }, { certificateExpiresAt: noon + 30 * 86_400_000 }],
  ] as const)('about an engine fires when it %s', (_what, condition, state) => {
    expect(firesOn(condition, measuredAt(noon, { engines: [aMeasuredEngine(state)] }))).toBe(true);
    expect(firesOn(condition, measuredAt(noon))).toBe(false);
  });

  it('with a time to hold fires only when it was so all that time', () => {
    const look = watchWith([aRule({ kind: 'queue-depth', atLeast: 10 }, { forMinutes: 3 })]);
    expect(look(channelAt(noon, { queued: 12 })).fired).toEqual([]);
    expect(look(channelAt(noon + minuteMs, { queued: 2 })).fired).toEqual([]);
    expect(look(channelAt(noon + 3 * minuteMs, { queued: 12 })).fired).toEqual([]);
    expect(look(channelAt(noon + 6 * minuteMs, { queued: 12 })).fired).toHaveLength(1);
  });

  it('fires once, holds while it comes and goes, and clears after two quiet minutes', () => {
    const look = watchWith([aRule({ kind: 'queue-depth', atLeast: 10 })]);
    expect(look(channelAt(noon, { queued: 10 })).fired).toHaveLength(1);
    expect(look(channelAt(noon + minuteMs, { queued: 9 })).cleared).toEqual([]);
    expect(look(channelAt(noon + 1.5 * minuteMs, { queued: 10 })).fired).toEqual([]);
    expect(look(channelAt(noon + 2 * minuteMs, { queued: 0 })).cleared).toEqual([]);
    expect(look(channelAt(noon + 4 * minuteMs, { queued: 0 })).cleared).toHaveLength(1);
  });

  it('for one channel takes the place of the wider one of its kind, also when it is off', () => {
    const own = { scope: { connectionId: 'c1', channelId: 'lab' }, ruleId: 'own' };
    const wide = aRule({ kind: 'queue-depth', atLeast: 10 });
    const higher = aRule({ kind: 'queue-depth', atLeast: 100 }, own);
    expect(watchWith([wide, higher])(channelAt(noon, { queued: 50 })).fired).toEqual([]);
    expect(watchWith([wide, { ...higher, isOn: false }])(channelAt(noon, { queued: 500 })).fired).toEqual([]);
    expect(watchWith([wide, higher])(channelAt(noon, { channelId: 'x', queued: 50 })).fired).toHaveLength(1);
  });
});

describe('what cannot be looked at', () => {
  it('neither fires nor clears', () => {
    const look = watchWith([aRule({ kind: 'queue-depth', atLeast: 10 })]);
    look(channelAt(noon, { queued: 10 }));
    for (let minute = 1; minute < 10; minute += 1) {
      const found = look(channelAt(noon + minute * minuteMs, { queued: 0, isCurrent: false }));
      expect([...found.fired, ...found.cleared]).toEqual([]);
    }
    expect(firesOn({ kind: 'queue-depth', atLeast: 1 }, channelAt(noon, { queued: 9, isCurrent: false }))).toBe(false);
  });

  it('keeps what fires before its engine has told anything, and lets go of a channel that is gone', () => {
    const look = watchWith([aRule({ kind: 'queue-depth', atLeast: 10 })]);
    look(channelAt(noon, { queued: 10 }));
    const silent = measuredAt(noon + minuteMs, { engines: [aMeasuredEngine({ hasTold: false })] });
    expect(look(silent).cleared).toEqual([]);
    expect(look(measuredAt(noon + 2 * minuteMs)).cleared).toHaveLength(1);
  });
});

describe('a clock that was set', () => {
  const conditions: AlertCondition[] = [
    { kind: 'silence', minutes: 30, busyBefore: 0 },
    { kind: 'oldest-age', minutes: 15 },
    { kind: 'link-down', minutes: 3 },
    { kind: 'urgent-waiting', atLeast: 1, minutes: 2 },
  ];
  const old = noon - minuteMs;
  const busy = {
    lastReceivedAt: old,
    queued: 3,
    oldestAt: old,
    urgentWaiting: { count: 1, oldestAt: old },
    stuck: [{ name: 'Ward', since: old, queued: 3, isStopped: false }],
  };

  it.each(conditions)('makes nothing fire falsely ($kind)', (condition) => {
    const later = noon + 180 * minuteMs;
    expect(firesOn(condition, channelAt(later, busy, { timesFrom: later }))).toBe(false);
    expect(firesOn(condition, channelAt(later, busy))).toBe(true);
    expect(firesOn(condition, channelAt(noon - 180 * minuteMs, busy))).toBe(false);
  });

  it('does not make an engine that has just stopped answering look long gone', () => {
    const later = noon + 180 * minuteMs;
    const engines = [aMeasuredEngine({ state: 'down', since: old })];
    const rule: AlertCondition = { kind: 'engine-unreachable', minutes: 2 };
    expect(firesOn(rule, measuredAt(later, { engines, timesFrom: later }))).toBe(false);
    expect(firesOn(rule, measuredAt(later + 2 * minuteMs, { engines, timesFrom: later }))).toBe(true);
  });
});

describe('a time without a watcher', () => {
  const gap = { from: noon - 60 * minuteMs, to: noon };

  it('is judged once when it is over, and what was found in it is marked late', () => {
    const look = watchWith([aRule({ kind: 'errors', atLeast: 10, minutes: 5 })]);
    const inGap = { received: null, errored: 400 };
    const [fired] = look(channelAt(noon + minuteMs, { inGap }, { gap })).fired;
    expect(fired?.finding).toMatchObject({ late: gap, value: 400, params: { count: 400 } });
    expect(look(channelAt(noon + 2 * minuteMs, {})).fired).toEqual([]);
  });

  it('is no silence, unless it is known that nothing came', () => {
    const rule: AlertCondition = { kind: 'silence', minutes: 30, busyBefore: 0 };
    const facts = { lastReceivedAt: gap.from };
    const since = { gap, watchedFrom: noon };
    expect(firesOn(rule, channelAt(noon, { ...facts, inGap: { received: null, errored: 0 } }, since))).toBe(false);
    expect(firesOn(rule, channelAt(noon, { ...facts, inGap: { received: 3, errored: 0 } }, since))).toBe(false);
    expect(firesOn(rule, channelAt(noon, { ...facts, inGap: { received: 0, errored: 0 } }, since))).toBe(true);
  });
});

describe('2 000 rules over 500 channels', () => {
  it('are each judged of what they are about', () => {
    const channels = Array.from({ length: 500 }, (_, index) =>
      aMeasuredChannel({ channelId: `ch${index}`, queued: index }),
    );
    const rules = channels.flatMap(({ channelId }, index) =>
      (['queue-depth', 'errors', 'oldest-age', 'silence'] as const).map((kind) =>
        aRule(conditionOf(kind), { ruleId: `${kind}-${index}`, scope: { connectionId: 'c1', channelId } }),
      ),
    );
    const { fired, states } = watchWith(rules)(measuredAt(noon, { channels }));
    expect(rules).toHaveLength(2000);
    expect(fired).toHaveLength(250);
    expect(states.size).toBe(250);
  });
});

function conditionOf(kind: 'queue-depth' | 'errors' | 'oldest-age' | 'silence'): AlertCondition {
  if (kind === 'queue-depth') return { kind, atLeast: 250 };
  if (kind === 'errors') return { kind, atLeast: 1, minutes: 5 };
  return kind === 'silence' ? { kind, minutes: 5, busyBefore: 0 } : { kind, minutes: 5 };
}
