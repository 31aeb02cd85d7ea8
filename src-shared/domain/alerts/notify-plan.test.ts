import { describe, expect, it } from 'vitest';
import { anAlert, aRule, minuteMs, noon } from '../../../test/fakes/measured-world.ts';
import type { Alert, Silence } from './alert.ts';
import type { AlertCondition, AlertSeverity } from './alert-rule.ts';
import { causesOf } from './causes.ts';
import { isWorse, planNotices } from './notify-plan.ts';

const rest = { holdUntil: 0, groupMs: 15_000, escalateAfterMs: 15 * minuteMs };
const later = noon + minuteMs;
const conditions = {
  engine: { kind: 'engine-unreachable', minutes: 2 },
  link: { kind: 'link-down', minutes: 3 },
  queue: { kind: 'queue-depth', atLeast: 10 },
  old: { kind: 'oldest-age', minutes: 15 },
  silence: { kind: 'silence', minutes: 60, busyBefore: 0 },
  stopped: { kind: 'channel-stopped', minutes: 1 },
  errors: { kind: 'errors', atLeast: 10, minutes: 5 },
  urgent: { kind: 'urgent-failed', atLeast: 1 },
} satisfies Record<string, AlertCondition>;

function about(what: keyof typeof conditions, severity: AlertSeverity, overrides: Partial<Alert> = {}): Alert {
  const channelId = what === 'engine' ? null : 'lab';
  return anAlert({ alertId: what, channelId, severity, rule: aRule(conditions[what], { ruleId: what }), ...overrides });
}

const told = (
  open: Alert[],
  more: { silences?: Silence[]; now?: number; resolved?: Alert[]; rest?: typeof rest } = {},
) =>
  planNotices({ open, resolved: more.resolved ?? [] }, more.silences ?? [], {
    ...(more.rest ?? rest),
    now: more.now ?? later,
  }).map(({ what, alerts }) => [what, ...alerts.map(({ alertId }) => alertId)]);

const aSilence = (overrides: Partial<Silence> = {}): Silence => ({
  ...{ silenceId: 's', kind: 'silence', scope: { connectionId: null, channelId: null }, ruleId: null },
  ...{ from: noon, until: noon + 60 * minuteMs, madeAt: noon, person: { accountId: 'k', name: 'Kari' } },
  ...{ reason: 'Known', endedAt: null, ...overrides },
});

describe('one notification per cause', () => {
  it('tells of a flood over many channels of one engine once', () => {
    const flood = Array.from({ length: 40 }, (_, index) =>
      about('errors', 'critical', { alertId: `e${index}`, channelId: `ch${index}` }),
    );
    expect(told(flood)).toHaveLength(1);
    expect(told(flood.map((alert) => ({ ...alert, notifiedAt: noon })))).toEqual([]);
  });

  it('tells the engine that is down, and not what its channels suffer by it', () => {
    const all = [about('queue', 'warning'), about('silence', 'warning'), about('engine', 'critical')];
    expect(told(all)).toEqual([['fired', 'engine']]);
  });

  it('tells the link that is down, and not the queue before it', () => {
    expect(told([about('queue', 'warning'), about('link', 'warning')])).toEqual([['fired', 'link']]);
    const other = about('queue', 'warning', { channelId: 'other' });
    expect(told([other, about('link', 'warning')])).toEqual([['fired', 'queue', 'link']]);
  });

  it('tells an effect that is more severe than its cause, and always an urgent message', () => {
    expect(told([about('old', 'critical'), about('link', 'warning')])).toEqual([['fired', 'old', 'link']]);
    expect(told([about('urgent', 'critical'), about('engine', 'critical')])).toEqual([['fired', 'urgent', 'engine']]);
  });

  it('finds a cause for each effect, and none that is its own', () => {
    const all = [about('stopped', 'critical'), about('link', 'warning'), about('queue', 'warning')];
    expect([...causesOf(all)]).toEqual([
      ['link', 'stopped'],
      ['queue', 'stopped'],
    ]);
  });
});

describe('a notification', () => {
  it('waits a moment for what belongs to it, and for the end of the rest after a start', () => {
    expect(told([about('errors', 'critical')], { now: noon + 5000 })).toEqual([]);
    expect(told([about('errors', 'critical')], { rest: { ...rest, holdUntil: later + 1 } })).toEqual([]);
    expect(told([about('errors', 'critical')])).toEqual([['fired', 'errors']]);
  });

  it('is not sent of what is silenced or acknowledged, and comes when the silence is over', () => {
    const open = [about('errors', 'critical')];
    expect(told(open, { silences: [aSilence()] })).toEqual([]);
    expect(told(open, { silences: [aSilence({ ruleId: 'queue' })] })).toHaveLength(1);
    expect(told(open, { silences: [aSilence({ scope: { connectionId: 'c2', channelId: null } })] })).toHaveLength(1);
    expect(told(open, { silences: [aSilence({ endedAt: noon })] })).toHaveLength(1);
    expect(told(open, { silences: [aSilence()], now: noon + 60 * minuteMs })).toHaveLength(1);
    expect(told([about('errors', 'critical', { state: 'acknowledged' })])).toEqual([]);
  });

  it('holds its tongue in a maintenance window, which begins by itself', () => {
    const window = aSilence({ kind: 'maintenance', from: noon + 10 * minuteMs });
    expect(told([about('errors', 'critical')], { silences: [window] })).toHaveLength(1);
    expect(told([about('errors', 'critical')], { silences: [window], now: noon + 10 * minuteMs })).toEqual([]);
  });

  it('is sent once more when nobody has taken something critical in time', () => {
    const open = [about('errors', 'critical', { notifiedAt: noon }), about('silence', 'warning', { notifiedAt: noon })];
    expect(told(open, { now: noon + 14 * minuteMs })).toEqual([]);
    expect(told(open, { now: noon + 15 * minuteMs })).toEqual([['escalated', 'errors']]);
    const again = open.map((alert) => ({ ...alert, escalatedAt: noon }));
    expect(told(again, { now: noon + 60 * minuteMs })).toEqual([]);
  });

  it('says that it is over, only of what was told before', () => {
    const over = { state: 'resolved' as const, resolvedAt: later };
    const resolved = [about('errors', 'critical', { ...over, notifiedAt: noon }), about('queue', 'warning', over)];
    expect(told([], { resolved })).toEqual([['resolved', 'errors']]);
  });
});

describe('worse', () => {
  it('is twice as much, and any more urgent messages', () => {
    expect(isWorse(about('errors', 'critical', { value: 10 }), 19)).toBe(false);
    expect(isWorse(about('errors', 'critical', { value: 10 }), 20)).toBe(true);
    expect(isWorse(about('urgent', 'critical', { value: 3 }), 4)).toBe(true);
  });
});
