import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { AlertCondition } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { createCaller } from '../caller.ts';
import { type Cli, createCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account, type Screen } from '../main-path/actions.ts';
import { severeFindings } from '../pages/accessibility.ts';
import { settled, signIn, signOut, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { rawTexts } from '../pages/raw-text.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

type Told = OutputOf<'alerts.list'>['items'][number];

const patience = { timeout: 120_000, interval: 500 };
const reason = 'Agreed for the exercise';
const next = { name: 'Ola Dagvakt', secret: 'day-password-12' } as const;
const conditions: [string, AlertCondition][] = [
  ['urgent', { kind: 'urgent-failed', atLeast: 1 }],
  ['errors', { kind: 'errors', atLeast: 1, minutes: 60 }],
];

describe('FEATURE: a night on duty', () => {
  let folders: Folders;
  let core: CoreProcess;
  let cli: Cli;

  beforeAll(async () => {
    folders = makeFolders();
    core = await startCore(folders);
    await createCli(folders, null).call('accounts.createFirst', { ...account });
    cli = createCaller(folders, account);
    await cli.call('accounts.create', { ...next, roles: ['operator'] });
    const isRunning = async (): Promise<boolean> => (await cli.call('practice.status', {})).isRunning;
    await vi.waitUntil(isRunning, { timeout: 60_000, interval: 250 });
    const scope = { connectionId: null, channelId: null };
    const rules = conditions.map(([ruleId, condition]) => ({
      ...{ ruleId, condition, scope, name: null, severity: 'warning' as const, isOn: true, forMinutes: 0 },
    }));
    await cli.call('alerts.saveRules', { requestId: crypto.randomUUID(), rules, reason });
    await cli.call('practice.setSpeed', { speed: 20 });
    for (const scenarioId of ['receiver-down-no-queue', 'urgent-results'] as const)
      await cli.call('practice.switchScenario', { scenarioId, isActive: true });
    await vi.waitUntil(async () => (await found('urgent-failed')) && (await found('errors')), patience);
    await cli.call('practice.setSpeed', { speed: 0 });
  });
  afterAll(async () => {
    await core?.stop();
    removeFolders(folders);
  });

  const found = async (kind: string): Promise<Told | undefined> =>
    (await cli.call('alerts.list', {})).items.find(
      ({ rule, subjectName }) => rule.condition.kind === kind && /blood gas/i.test(subjectName),
    );

  describe.each(consoleKinds())('RULE: from the alert to the morning by keyboard, in the %s shell', (kind) => {
    let opened: Console;
    let screen: Screen;
    let errors: string[];
    let alert: Told | undefined;
    let handoverId = '';

    beforeAll(async () => {
      alert = await found(kind === 'browser' ? 'urgent-failed' : 'errors');
      opened = await openConsole(kind, { language: 'nb', folders });
      errors = watchErrors(opened.page);
      screen = { page: opened.page, text: readTexts('nb') };
      await opened.page.setViewportSize({ width: 1280, height: 800 });
      await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
      await signIn(screen, account);
    });
    afterAll(() => opened?.close());

    const incident = (): Locator => screen.page.getByRole('article', { name: screen.text('incidents.one') });
    const isIn = (state: string): Promise<void> => incident().locator(`[data-state="${state}"]`).waitFor();
    const entry = (of: string): Locator => incident().locator(`[data-entry="${of}"]`);
    const press = (key: string): Promise<void> => screen.page.keyboard.press(key);

    /** Writes into the dialog that a key opened, and confirms it from there. */
    async function write(label: string, words: string): Promise<void> {
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: screen.text(label) }).focus();
      await screen.page.keyboard.type(words);
      for (const key of ['Tab', 'Tab', 'Enter']) await press(key);
      await dialog.waitFor({ state: 'detached' });
    }
    async function isSound(name: string): Promise<void> {
      await settled(screen.page);
      expect(await rawTexts(screen.page)).toEqual([]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await screen.page.emulateMedia({ colorScheme });
        await pictureOf(screen.page, `duty ${name} ${kind} ${colorScheme}`);
        expect(await severeFindings(screen.page)).toEqual([]);
      }
    }

    it('EXAMPLE: i opens an incident from an alert about urgent results, with what happened before', async () => {
      await visit(screen.page, `/alerts/open/${alert?.alertId}`);
      await screen.page.getByRole('button', { name: screen.text('incidents.fromAlert') }).waitFor();
      await press('i');
      await isIn('open');
      await entry('alert-fired').first().waitFor();
      await entry('opened').waitFor();
      await isSound('incident open');
    });

    it('EXAMPLE: a takes it, n writes a note', async () => {
      await press('a');
      await isIn('acknowledged');
      await press('n');
      await write('incidents.note.text', 'Ringte mottakeren, de starter tjenesten igjen');
      await entry('note').getByText('Ringte mottakeren').waitFor();
    });

    it('EXAMPLE: a number of a patient in a note is refused in plain words', async () => {
      await press('n');
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: screen.text('incidents.note.text') }).focus();
      await screen.page.keyboard.type('Gjelder 11887510050');
      for (const key of ['Tab', 'Tab', 'Enter']) await press(key);
      await dialog.getByText(screen.text('duty.refused.personNumber')).waitFor();
      await press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await entry('note').count()).toBe(1);
    });

    it('EXAMPLE: a stop and a start of its channel come to the timeline by themselves', async () => {
      const place = { connectionId: alert?.connectionId ?? '', channelId: alert?.channelId ?? '', connectorId: null };
      // What was done there since the alert fired stands there already.
      const before = await entry('braked').count();
      for (const action of ['stop', 'start'] as const)
        await cli.call('monitor.brake', { ...place, action, requestId: crypto.randomUUID(), reason });
      await expect.poll(() => entry('braked').count(), { timeout: 20_000 }).toBe(before + 2);
    });

    it('EXAMPLE: the alert leads to the incident that there is', async () => {
      await visit(screen.page, `/alerts/open/${alert?.alertId}`);
      await screen.page.getByRole('button', { name: /H-\d{4}-\d{4}/ }).waitFor();
      await isSound('alert');
      await visit(screen.page, '/settings/duty');
      await isSound('checklist');
      await visit(screen.page, `/alerts/open/${alert?.alertId}`);
      await screen.page.getByRole('button', { name: /H-\d{4}-\d{4}/ }).waitFor();
      await press('i');
      await isIn('acknowledged');
    });

    it('EXAMPLE: the handover names what is open, and is signed', async () => {
      await visit(screen.page, '/handover');
      const part = screen.page.locator('[data-part="incidents"]');
      await part
        .getByText(/H-\d{4}-\d{4}/)
        .first()
        .waitFor();
      await isSound('handover draft');
      await screen.page.getByRole('textbox', { name: screen.text('handover.text') }).focus();
      await screen.page.keyboard.type('Mottakeren er oppe igjen, følg med til klokka åtte');
      for (const key of ['Tab', 'Enter']) await press(key);
      await screen.page.getByRole('dialog').waitFor();
      for (const key of ['Tab', 'Enter']) await press(key);
      await screen.page.locator('[data-received="false"]').waitFor();
      await screen.page.getByText(screen.text('handover.receive.own')).waitFor();
      handoverId = (await cli.call('handover.list', { cursor: null, limit: 1 })).items[0]?.handoverId ?? '';
      await isSound('handover signed');
    });

    it('EXAMPLE: a deadline runs from the moment that is stated, and a point is ticked off', async () => {
      const { items } = await cli.call('incidents.list', { isOpen: true, cursor: null, limit: 10 });
      const { incidentId = '', facts } = items[0] ?? {};
      await visit(screen.page, `/incidents/open/${incidentId}`);
      const check = incident().locator('[data-check="authority"]');
      await check.getByText(screen.text('incidents.check.notStarted')).waitFor();
      await incident()
        .getByRole('button', { name: screen.text('incidents.facts.edit'), exact: true })
        .press('Enter');
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: screen.text('incident.report.harm') }).selectOption('no');
      await isSound('facts');
      await press('Escape');
      await dialog.waitFor({ state: 'detached' });
      const known = {
        ...facts,
        awareAt: Date.now() - 60_000,
        harm: 'no',
      } as OutputOf<'incidents.get'>['incident']['facts'];
      await cli.call('incidents.setFacts', { requestId: crypto.randomUUID(), incidentId, facts: known });
      await check.locator('time').waitFor();
      await check.getByRole('checkbox').press('Space');
      await entry('check-done').waitFor();
    });

    it('EXAMPLE: the same person cannot take over', async () => {
      const asked = { requestId: crypto.randomUUID(), handoverId, note: null };
      await expect(cli.call('handover.receive', asked)).rejects.toThrow(/taken over/);
    });

    it('EXAMPLE: d resolves it with its cause', async () => {
      const { items } = await cli.call('incidents.list', { isOpen: true, cursor: null, limit: 10 });
      await visit(screen.page, `/incidents/open/${items[0]?.incidentId}`);
      await isIn('acknowledged');
      await press('d');
      await write('incidents.resolve.cause', 'Tjenesten hos mottakeren var stoppet');
      await isIn('resolved');
      await isSound('incident resolved');
    });

    it('EXAMPLE: o takes over, as another person', async () => {
      await signOut(screen);
      await signIn(screen, next);
      await visit(screen.page, `/handover/earlier/${handoverId}`);
      await screen.page.getByRole('button', { name: screen.text('handover.receive'), exact: true }).waitFor();
      await press('o');
      await screen.page.locator('[data-received="true"]').getByText(next.name).waitFor();
      await isSound('handover received');
      await visit(screen.page, '/handover/earlier');
      await isSound('handovers');
      await visit(screen.page, '/incidents');
      await press('c');
      await screen.page.getByRole('dialog').waitFor();
      await isSound('new incident');
      await press('Escape');
      await screen.page.getByRole('dialog').waitFor({ state: 'detached' });
      await visit(screen.page, '/incidents/resolved');
      await isSound('incidents resolved');
      expect(errors).toEqual([]);
    });
  });
});
