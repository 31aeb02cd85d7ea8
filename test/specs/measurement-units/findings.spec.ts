import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import type { Screen } from '../main-path/actions.ts';
import { severeFindings } from '../pages/accessibility.ts';
import { settled, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { readsIn, signedIn } from '../pages/preconditions.ts';
import { rawTexts } from '../pages/raw-text.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';

const laboratory = { connectionId: 'practice', channelId: 'b0000005-0000-4000-8000-000000000005' } as const;
const everything = { connectionId: null, channelId: null, view: 'all', judgement: null } as const;
const wrong = ['NPU02192', 'NOR05172', 'NPU27300', 'NPU28289'];

describe.each(consoleKinds())('FEATURE: wrong measurement units, in the %s shell', (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    await opened.page.setViewportSize({ width: 1280, height: 800 });
    ({ screen, cli } = await signedIn(opened));
  });
  afterAll(() => opened?.close());

  const rows = (): Locator =>
    screen.page.getByRole('grid', { name: screen.text('units.list') }).locator('[data-row-id]');
  const detail = (): Locator => screen.page.getByRole('region', { name: screen.text('units.one'), exact: true });
  const found = async () => (await cli.call('units.list', { filter: everything })).items;

  async function until(holds: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await holds()); attempt += 1) {
      if (attempt > 240) throw new Error('The findings never came.');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  async function isSound(name: string): Promise<void> {
    await settled(screen.page);
    expect(await rawTexts(screen.page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await screen.page.emulateMedia({ colorScheme });
      await pictureOf(screen.page, `units ${name} ${kind} ${colorScheme}`);
      expect(await severeFindings(screen.page)).toEqual([]);
    }
  }
  async function openFinding(name: string): Promise<void> {
    await visit(screen.page, '/units');
    await rows().filter({ hasText: name }).first().click();
    await detail().getByRole('heading', { level: 2 }).filter({ hasText: name }).waitFor();
  }
  const button = (key: string): Locator => detail().getByRole('button', { name: screen.text(key), exact: true });

  describe('RULE: units are judged where somebody opted in', () => {
    it('EXAMPLE: nothing is judged at first, and the page says where to switch it on', async () => {
      await visit(screen.page, '/units');
      await screen.page.getByText(screen.text('units.empty.off')).waitFor();
      await isSound('off');
      expect(await found()).toEqual([]);
    });

    it('EXAMPLE: switched on for the laboratory, four codes with a wrong unit are found', async () => {
      await cli.call('messages.setBudget', { connectionId: 'practice', percent: 50 });
      await cli.call('messages.setChannel', { ...laboratory, keySource: 'content', windowHours: 72 });
      await visit(screen.page, '/settings/index');
      const unitsOf = (name: string) =>
        screen.page.getByRole('switch', { name: screen.text('messages.index.unitsOf', { name }) });
      const { items } = await cli.call('messages.channels', { connectionId: null });
      const name = items.find(({ channelId }) => channelId === laboratory.channelId)?.channelName ?? '';
      await unitsOf(name).click({ force: true });
      await expect.poll(() => unitsOf(name).isChecked()).toBe(true);
      await isSound('settings');
      await cli.call('practice.switchScenario', { scenarioId: 'wrong-unit', isActive: true });
      await cli.call('practice.setSpeed', { speed: 100 });
      await until(async () => {
        const codes = (await found()).map(({ code }) => code);
        return wrong.every((code) => codes.includes(code));
      });
      await cli.call('practice.setSpeed', { speed: 0 });
      await cli.call('practice.switchScenario', { scenarioId: 'wrong-unit', isActive: false });
      await visit(screen.page, '/units');
      for (const name of ['P-Glukose', 'B-Hemoglobin', 'B-HbA1c', 'P-D-dimer'])
        await rows().filter({ hasText: name }).first().waitFor();
      await isSound('list');
    });
  });

  describe('RULE: by default the sender corrects', () => {
    it('EXAMPLE: glucose in mg/dL shows both readings, and the sender gets a text that names no patient', async () => {
      await openFinding('P-Glukose');
      await detail()
        .getByRole('table', { name: screen.text('units.readings') })
        .waitFor();
      await detail()
        .getByText(screen.text('units.pairLong', { found: 'mg/dL', expected: 'mmol/L' }))
        .waitFor();
      await isSound('finding');
      await button('units.decide.sender').click();
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByLabel(screen.text('ui.reason')).fill('Oppsettet hos laboratoriet er feil');
      await isSound('decide');
      await dialog.getByRole('button', { name: screen.text('units.decide.confirm') }).click();
      const written = screen.page.getByRole('textbox', { name: screen.text('senderText.title') });
      await written.waitFor();
      const letter = await written.inputValue();
      for (const part of ['NPU02192', 'mg/dL', 'mmol/L', 'IssueDate']) expect(letter).toContain(part);
      expect(letter).not.toMatch(/\d{11}/);
      await isSound('letter');
      await screen.page.keyboard.press('Escape');
      await detail().getByText('Oppsettet hos laboratoriet er feil').waitFor();
      expect((await found()).find(({ code }) => code === 'NPU02192')?.state).toBe('sender');
      await isSound('decided');
    });

    it('EXAMPLE: D-dimer in DDU says why nothing can be converted, and is no synonym', async () => {
      await openFinding('P-D-dimer');
      await detail().getByText(screen.text('units.refused.fibrin')).first().waitFor();
      expect(await button('units.decide.synonym').isDisabled()).toBe(true);
      expect(await detail().getByRole('table').count()).toBe(0);
      const { items } = await cli.call('units.list', { filter: everything });
      const { formula } = await cli.call('units.get', {
        findingId: items.find(({ code }) => code === 'NPU28289')?.findingId ?? '',
      });
      expect(formula).toBeNull();
      await isSound('d-dimer');
    });

    it('EXAMPLE: a message of the finding opens in the inspector', async () => {
      await openFinding('B-HbA1c');
      await detail().getByRole('list').last().waitFor();
      await detail()
        .getByRole('region', { name: screen.text('units.part.samples') })
        .getByRole('button')
        .first()
        .click();
      await screen.page.getByRole('article', { name: screen.text('message.title') }).waitFor();
    });

    it('EXAMPLE: the overview marks the channel, and the report has counts only', async () => {
      await visit(screen.page, '/overview');
      await screen.page.getByRole('img', { name: screen.text('units.mark_other', { count: 3 }) }).waitFor();
      await isSound('overview');
      const { text } = await cli.call('units.report', { filter: everything, format: 'html', language: 'nb' });
      expect(text).toContain('P-Glukose');
      expect(text).not.toMatch(/\d{11}/);
      if (process.env.VAKTBORD_SPEC_PICTURES) writeFileSync(`${process.env.VAKTBORD_SPEC_PICTURES}/report.html`, text);
    });

    it('EXAMPLE: what a receiver expects is brought in, shown and taken out', async () => {
      await visit(screen.page, '/units');
      await screen.page.getByRole('button', { name: screen.text('units.more') }).click();
      await screen.page.getByRole('menuitem', { name: screen.text('units.expected.title') }).click();
      await screen.page.getByText(screen.text('units.expected.none')).waitFor();
      await isSound('no lists');
      const add = (): Locator => screen.page.getByRole('button', { name: screen.text('units.expected.add') });
      await add().click();
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByLabel(screen.text('units.expected.name')).fill('Journalsystemet');
      await dialog.getByLabel(screen.text('units.expected.text')).fill('code,unit,system\nNPU02192,mg/dL,NLK\n718-7,');
      await dialog.getByRole('button', { name: screen.text('units.expected.add') }).click();
      await dialog.getByText(screen.text('units.refused.listLine', { line: 3 })).waitFor();
      await isSound('list refused');
      await dialog
        .getByLabel(screen.text('units.expected.text'))
        .fill('code,unit,system\nNPU02192,mg/dL,NLK\n718-7,g/dL,LOINC');
      await dialog.getByRole('button', { name: screen.text('units.expected.add') }).click();
      await screen.page.getByRole('region', { name: 'Journalsystemet' }).getByText('NLK NPU02192').waitFor();
      await isSound('lists');
      await screen.page
        .getByRole('button', { name: screen.text('units.expected.removeNamed', { name: 'Journalsystemet' }) })
        .click();
      await dialog.getByRole('button', { name: screen.text('units.expected.remove') }).click();
      await screen.page.getByText(screen.text('units.expected.none')).waitFor();
    });

    it('EXAMPLE: the page reads as well in English', async () => {
      screen = await readsIn(opened.page, cli, 'en');
      await openFinding('B-Hemoglobin');
      await isSound('english');
      expect(errors).toEqual([]);
    });
  });
});
