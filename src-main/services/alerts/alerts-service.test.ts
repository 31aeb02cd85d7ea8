import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultNotifySettings, type NotifyTarget } from '../../../src-shared/domain/alerts/notify-settings.ts';
import type { ScriptedEngine } from '../../../test/fakes/scripted-engine.ts';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { aRequestId, openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../test/fakes/webhook-receiver.ts';

let test: TestApp;
let receiver: WebhookReceiver;
let engine: ScriptedEngine;
const reason = 'Agreed with the ward';
const target = (): NotifyTarget => ({
  ...{ kind: 'webhook', targetId: 'hook', name: 'On call', isOn: true, from: 'warning', isForEscalation: false },
  ...{ language: 'nb', url: receiver.url },
});

beforeAll(async () => {
  test = await openTestApp({ script: { channels: [aSnapshot({ channelId: 'lab', name: 'Lab' })] } });
  receiver = await openWebhookReceiver();
  engine = await test.saveConnection();
  await timePasses(2);
  const settings = { ...defaultNotifySettings, holdOffMinutes: 0, groupSeconds: 0, targets: [target()] };
  await test.must('alerts.saveNotification', {
    ...{ requestId: aRequestId(), settings, secrets: { hook: 'hemmelig' }, reason },
  });
});
afterAll(async () => {
  await receiver.close();
  await test.remove();
});

/** Rounds of ten seconds, each done before the next. */
async function timePasses(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await test.atRest();
    test.clock.advance(10_000);
  }
  await test.atRest();
}

const list = () => test.must('alerts.list', {});

describe('the alerts of a core', () => {
  it('tell of a channel that fails, with what they were told to say, and nothing of a message', async () => {
    engine.script.channels = [
      aSnapshot({ channelId: 'lab', name: 'Lab', counters: { received: 60, sent: 10, errored: 50 } }),
    ];
    const request = receiver.next();
    await timePasses(3);
    const body = JSON.parse((await request).body);
    expect(body).toMatchObject({ what: 'fired', environment: 'TEST', severity: 'critical' });
    expect(body.alerts[0].sentence).toBe('Feilet siste 5 min: 50.');
    expect((await list()).items[0]).toMatchObject({ state: 'firing', subjectName: 'Lab', channelId: 'lab' });
  });

  it('are acknowledged by a person, which stands in the audit log', async () => {
    const ids = (await list()).items.map(({ alertId }) => alertId);
    const note = 'Ringer mottaker';
    await test.must('alerts.acknowledge', { requestId: aRequestId(), alertIds: ids, note });
    expect((await list()).items.map(({ state }) => state)).not.toContain('firing');
    const query = { cursor: null, limit: 1, person: null, procedure: null, target: null, from: null, to: null };
    const { items } = await test.must('audit.list', query);
    expect(items[0]).toMatchObject({ procedure: 'alerts.acknowledge', summary: `acknowledged: ${ids.length}` });
  });

  it('are not acknowledged by a liaison', async () => {
    const liaison = await test.personWith(['liaison']);
    const [alert] = (await list()).items;
    const asked = { requestId: aRequestId(), alertIds: [alert?.alertId ?? ''], note: null };
    expect(await test.call('alerts.acknowledge', asked, liaison)).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  it('are silenced with an end and a reason, and the silence can be ended', async () => {
    const scope = { connectionId: null, channelId: null };
    const asked = { kind: 'silence' as const, scope, ruleId: null, from: null, reason };
    const until = test.clock.now() + 3_600_000;
    const { silence } = await test.must('alerts.silence', { requestId: aRequestId(), ...asked, until });
    expect((await list()).silences).toMatchObject([{ until, reason, person: { name: 'Kari Vakt' } }]);
    await test.must('alerts.endSilence', { requestId: aRequestId(), silenceId: silence.silenceId });
    expect((await list()).silences).toEqual([]);
    const past = { requestId: aRequestId(), ...asked, until: test.clock.now() };
    expect(await test.call('alerts.silence', past)).toMatchObject({ error: { messageKey: 'alerts.refused.until' } });
  });

  it('are over when it is so no more, and stay in the history with the rule as it was', async () => {
    await timePasses(48);
    expect((await list()).items.filter(({ rule }) => rule.condition.kind === 'errors')).toEqual([]);
    const { items } = await test.must('alerts.history', { cursor: null, limit: 10 });
    const over = items.find(({ rule }) => rule.ruleId === 'default-errors');
    expect(over).toMatchObject({ state: 'resolved', rule: { condition: { kind: 'errors', atLeast: 10, minutes: 5 } } });
    const { steps } = await test.must('alerts.get', { alertId: over?.alertId ?? '' });
    expect(steps.map(({ act }) => act)).toEqual(['fired', 'notified', 'acknowledged', 'resolved']);
  });
});

describe('a rule', () => {
  const rule = {
    ...{ ruleId: 'own', name: 'Lab must be quiet', severity: 'warning' as const, isOn: true, forMinutes: 0 },
    ...{
      scope: { connectionId: null, channelId: null },
      condition: { kind: 'errors' as const, atLeast: 5, minutes: 5 },
    },
  };

  it('can be tried on the past before it is saved', async () => {
    const trial = await test.must('alerts.tryRule', { rule, days: 1 });
    expect(trial).toMatchObject({ cannotKey: null, count: 1, firings: [{ channelId: 'lab', name: 'Lab' }] });
    const higher = { ...rule, condition: { ...rule.condition, atLeast: 51 } };
    expect((await test.must('alerts.tryRule', { rule: higher, days: 1 })).count).toBe(0);
    const unknown = { ...rule, condition: { kind: 'certificate' as const, days: 3 } };
    expect(await test.must('alerts.tryRule', { rule: unknown, days: 1 })).toMatchObject({
      cannotKey: 'alerts.try.cannotEngine',
    });
  });

  it('is saved with all the others by an administrator, and refused when two have one id', async () => {
    const rules = [rule, { ...rule, ruleId: 'other' }];
    await test.must('alerts.saveRules', { requestId: aRequestId(), rules, reason });
    expect(await test.must('alerts.rules', {})).toEqual({ rules, isStandard: false });
    const doubled = { requestId: aRequestId(), rules: [rule, rule], reason };
    expect(await test.call('alerts.saveRules', doubled)).toMatchObject({
      error: { messageKey: 'alerts.refused.rules' },
    });
    const operator = await test.personWith(['operator']);
    const asked = { requestId: aRequestId(), rules: [], reason };
    expect(await test.call('alerts.saveRules', asked, operator)).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });
});

describe('whom to tell', () => {
  it('is tested by a real message, which stands in the delivery log', async () => {
    receiver.received.splice(0);
    await test.must('alerts.testTarget', { requestId: aRequestId(), targetId: 'hook' });
    expect(receiver.received[0]?.headers.authorization).toBe('Bearer hemmelig');
    const { items } = await test.must('alerts.deliveries', { limit: 1 });
    expect(items).toMatchObject([{ targetName: 'On call', what: 'test', attempt: 1, outcome: 'sent' }]);
  });

  it('is told once more after a rest when it could not be reached, and each attempt is logged', async () => {
    receiver.statuses.push(503);
    engine.script.channels = [
      aSnapshot({ channelId: 'lab', name: 'Lab', counters: { received: 90, sent: 10, errored: 80 } }),
    ];
    await timePasses(5);
    const { items } = await test.must('alerts.deliveries', { limit: 2 });
    expect(items).toMatchObject([
      { attempt: 2, outcome: 'sent', what: 'fired' },
      { attempt: 1, outcome: 'failed', detail: 'HTTP 503' },
    ]);
  });

  it('is shown without secrets, and never over an open line', async () => {
    const kept = await test.must('alerts.notification', {});
    expect(kept.secretIds).toEqual(['hook']);
    expect(JSON.stringify(kept) + test.logLines.join('')).not.toContain('hemmelig');
    const open: NotifyTarget = {
      ...{ kind: 'email', targetId: 'mail', name: 'Mail', isOn: true, from: 'warning', isForEscalation: false },
      ...{ language: 'nb', host: 'mail.example.invalid', port: 25, security: 'none', username: null },
      ...{ sender: 'a@example.invalid', recipients: ['b@example.invalid'], ownCaPem: null },
    };
    const settings = { ...kept.settings, targets: [open] };
    const saved = await test.call('alerts.saveNotification', {
      requestId: aRequestId(),
      settings,
      secrets: {},
      reason,
    });
    expect(saved).toMatchObject({ error: { messageKey: 'alerts.refused.openMail' } });
  });
});
