import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { AlertCondition } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { defaultNotifySettings } from '../../../src-shared/domain/alerts/notify-settings.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../fakes/webhook-receiver.ts';
import { createCaller } from '../caller.ts';
import { asPerson, type Cli, createCli, runCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account, type Screen } from '../main-path/actions.ts';
import { signIn, visit } from '../pages/actions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

type Told = OutputOf<'alerts.list'>['items'][number];

const reason = 'Agreed for the exercise';
const patience = { timeout: 150_000, interval: 500 };
const scenarios = ['receiver-down-no-queue', 'receiver-down-queue', 'receiver-slow', 'urgent-results'] as const;
/** The standard rules with limits that an exercise of a minute reaches. */
const conditions: [string, AlertCondition][] = [
  ['errors', { kind: 'errors', atLeast: 2, minutes: 10 }],
  ['link', { kind: 'link-down', minutes: 1 }],
  ['queue', { kind: 'queue-depth', atLeast: 1 }],
  ['silence', { kind: 'silence', minutes: 1, busyBefore: 1 }],
  ['urgent', { kind: 'urgent-failed', atLeast: 1 }],
];
const beatSeconds = 10;

describe('FEATURE: alerts', () => {
  let folders: Folders;
  let core: CoreProcess;
  let cli: Cli;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    folders = makeFolders();
    receiver = await openWebhookReceiver();
    core = await startCore(folders);
    await createCli(folders, null).call('accounts.createFirst', { ...account });
    cli = createCaller(folders, account);
    await vi.waitUntil(async () => (await cli.call('practice.status', {})).isRunning, {
      timeout: 60_000,
      interval: 250,
    });
    const scope = { connectionId: null, channelId: null };
    const rules = conditions.map(([ruleId, condition]) => ({
      ...{ ruleId, condition, scope, name: null, severity: 'warning' as const, isOn: true, forMinutes: 0 },
    }));
    await cli.call('alerts.saveRules', { requestId: crypto.randomUUID(), rules, reason });
    const target = {
      ...{ kind: 'webhook', targetId: 'hook', name: 'On call', isOn: true, from: 'notice', isForEscalation: false },
      ...{ language: 'en', url: receiver.url },
    };
    const heartbeat = { url: receiver.url.replace('/alerts', '/beat'), everySeconds: beatSeconds };
    const settings = { ...defaultNotifySettings, holdOffMinutes: 0, groupSeconds: 0, targets: [target], heartbeat };
    await cli.call('alerts.saveNotification', { requestId: crypto.randomUUID(), settings, secrets: {}, reason });
    await cli.call('practice.setSpeed', { speed: 20 });
    for (const scenarioId of scenarios) await cli.call('practice.switchScenario', { scenarioId, isActive: true });
    await vi.waitUntil(async () => receivedBy(await cli.call('monitor.overview', {}), /discharge/i) > 0, {
      timeout: 60_000,
      interval: 500,
    });
    await cli.call('practice.switchScenario', { scenarioId: 'silent-channel', isActive: true });
    // What is wrong goes on by itself; other specs run beside this one.
    await cli.call('practice.setSpeed', { speed: 8 });
  });
  afterAll(async () => {
    await core?.stop();
    await receiver?.close();
    removeFolders(folders);
  });

  const open = async (): Promise<Told[]> => (await cli.call('alerts.list', {})).items;
  const found = (kind: string, name: RegExp) => async (): Promise<boolean> =>
    (await open()).some((alert) => alert.rule.condition.kind === kind && name.test(alert.subjectName));
  const told = (): { what: string; alerts: { kind: string; channel: { name: string } | null; severity: string }[] }[] =>
    receiver.received.filter(({ path }) => path === '/alerts').map(({ body }) => JSON.parse(body));

  describe('RULE: what goes wrong is found by the rule that is about it', () => {
    it.each([
      ['a receiver that is down, without a queue', 'errors', /blood gas/i],
      ['an urgent result that failed', 'urgent-failed', /blood gas/i],
      ['a receiver that is down, with a queue', 'link-down', /radiology/i],
      ['a slow receiver', 'errors', /dialysis/i],
      ['a channel that fell silent', 'silence', /discharge/i],
    ])('EXAMPLE: %s', async (_what, kind, name) => {
      await expect.poll(found(kind, name), patience).toBe(true);
    });

    it('EXAMPLE: one urgent message is critical, whatever the rule says', async () => {
      const urgent = (await open()).find(({ rule }) => rule.condition.kind === 'urgent-failed');
      expect(urgent).toMatchObject({ severity: 'critical', rule: { severity: 'warning' } });
    });

    it('EXAMPLE: the queue before a dead receiver is its effect, and tells nobody by itself', async () => {
      const isEffect = ({ rule, subjectName, causeId }: Told): boolean =>
        rule.condition.kind === 'queue-depth' && /radiology/i.test(subjectName) && causeId !== null;
      await expect.poll(async () => (await open()).some(isEffect), patience).toBe(true);
    });
  });

  describe('RULE: a flood is one notification', () => {
    it('EXAMPLE: the channel goes on failing, and is told once', async () => {
      const isFlood = ({ kind, channel }: { kind: string; channel: { name: string } | null }) =>
        kind === 'errors' && /blood gas/i.test(channel?.name ?? '');
      await expect.poll(() => told().some(({ alerts }) => alerts.some(isFlood)), patience).toBe(true);
      const before = (await open()).find(
        ({ rule, subjectName }) => rule.ruleId === 'errors' && /blood/i.test(subjectName),
      );
      await expect
        .poll(async () => (await open()).find(({ alertId }) => alertId === before?.alertId)?.value ?? 0, patience)
        .toBeGreaterThan((before?.value ?? 0) + 2);
      expect(told().filter(({ what, alerts }) => what === 'fired' && alerts.some(isFlood))).toHaveLength(1);
    });
  });

  describe('RULE: the command line tells what fires, and takes it', () => {
    it('EXAMPLE: --check ends with 1 while something fires that nobody has', async () => {
      const identity = ['--data', folders.dataDir, ...asPerson(folders, account)];
      const listed = await runCli(['alerts', 'list', '--check', ...identity], folders);
      expect(listed.code).toBe(1);
      const lines = listed.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const silent = lines.find(({ kind }) => kind === 'silence');
      expect(silent).toMatchObject({ state: 'firing', subject: expect.stringMatching(/discharge/i) });
      const taken = await runCli(['alerts', 'ack', silent.alertId, '--note', 'Asked the sender', ...identity], folders);
      expect(taken).toMatchObject({ code: 0, stdout: '{"acknowledged":1}\n' });
    });
  });

  describe.each(consoleKinds())('RULE: alerts are worked on by keyboard, in the %s shell', (kind) => {
    let opened: Console;
    let screen: Screen;
    const wanted = kind === 'browser' ? /radiology/i : /dialysis/i;

    beforeAll(async () => {
      opened = await openConsole(kind, { language: 'nb', folders });
      screen = { page: opened.page, text: readTexts('nb') };
      await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
      await signIn(screen, account);
    });
    afterAll(() => opened?.close());

    const standing = () => screen.page.getByRole('region').locator('[data-standing]').first();

    it('EXAMPLE: the rail counts them, and a takes the one that is open', async () => {
      const rail = screen.page.getByRole('navigation').getByRole('link', { name: screen.text('nav.alerts') });
      await rail.waitFor();
      const alert = (await open()).find(
        ({ subjectName, state, causeId }) => wanted.test(subjectName) && state === 'firing' && causeId === null,
      );
      await visit(screen.page, `/alerts/open/${alert?.alertId}`);
      await standing().and(screen.page.locator('[data-standing="firing"]')).waitFor();
      await screen.page.keyboard.press('a');
      await standing().and(screen.page.locator('[data-standing="acknowledged"]')).getByText(account.name).waitFor();
      const steps = (await cli.call('alerts.get', { alertId: alert?.alertId ?? '' })).steps.map(({ act }) => act);
      expect(steps).toContain('acknowledged');
    });

    it('EXAMPLE: s silences the engine for a reason, and the silence is ended from its list', async () => {
      await screen.page.keyboard.press('s');
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByLabel(screen.text('alerts.silence.reach')).selectOption('engine');
      await dialog.getByLabel(screen.text('ui.reason')).fill('Avtalt vedlikehold');
      await dialog.getByRole('button', { name: screen.text('alerts.silence'), exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await visit(screen.page, '/alerts/silences');
      await screen.page.getByText('Avtalt vedlikehold').waitFor();
      expect((await open()).every(({ silencedUntil }) => silencedUntil !== null)).toBe(true);
      await screen.page.getByRole('button', { name: screen.text('alerts.silences.end') }).click();
      await screen.page.getByText(screen.text('alerts.silences.none')).waitFor();
    });
  });

  describe('RULE: somebody else notices when the watcher is gone', () => {
    const beats = (): number => receiver.received.filter(({ path }) => path === '/beat').length;

    it('EXAMPLE: it is killed, and the place that counts its heartbeats hears no more', async () => {
      const before = beats();
      await expect.poll(beats, patience).toBeGreaterThan(before);
      await core.kill();
      const last = beats();
      // What alarms outside waits for as long as this.
      const silentFor = 2.5 * beatSeconds * 1000;
      const killedAt = performance.now();
      await expect.poll(() => performance.now() - killedAt >= silentFor, patience).toBe(true);
      expect(beats()).toBe(last);
      core = await startCore(folders);
      await expect.poll(beats, patience).toBeGreaterThan(last);
    });
  });
});

function receivedBy({ channels }: OutputOf<'monitor.overview'>, name: RegExp): number {
  return channels.find((row) => name.test(row.name))?.lastReceivedAt ?? 0;
}
