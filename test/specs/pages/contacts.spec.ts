import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import { goTo, type Screen } from '../main-path/actions.ts';
import { type Console, openConsole } from '../shells.ts';
import { severeFindings } from './accessibility.ts';
import { settled, signIn, signOut, visit } from './actions.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import { signedIn } from './preconditions.ts';
import { rawTexts } from './raw-text.ts';

const liaison = { name: 'Liv Kontaktperson', secret: 'liaison-password-1' } as const;
const faulty = 'name;kind;night\nRadiology desk;robot;no\n;unit;\n';
const file = [
  'name;kind;ids;engine;channel;duty phone;duty hours;night;say;tested',
  'Radiology desk;system;Radiology;;;22 00 00 01;16–08;urgent;Give the number of the requisition.;2026-11-01',
  'Fjord laboratory;partner;8090, LAB;;Laboratory results;22 00 00 02;all day;yes;;',
  'Ward 3;unit;;;;22 00 00 03;;no;;2020-01-01',
].join('\n');

describe('FEATURE: whom to call', () => {
  let opened: Console;
  let screen: Screen;
  let cli: Cli;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    errors = watchErrors(opened.page);
    await opened.page.setViewportSize({ width: 1280, height: 800 });
    ({ screen, cli } = await signedIn(opened));
    await cli.call('accounts.create', { ...liaison, roles: ['liaison'] });
  });
  afterAll(() => opened?.close());

  const list = (): Locator => screen.page.getByRole('grid', { name: screen.text('contacts.list') });
  const button = (key: string): Locator => screen.page.getByRole('button', { name: screen.text(key), exact: true });
  const dialog = (): Locator => screen.page.getByRole('dialog');
  const confirm = (key: string): Promise<void> =>
    dialog()
      .getByRole('button', { name: screen.text(key), exact: true })
      .click();

  async function isSound(name: string): Promise<void> {
    await settled(screen.page);
    expect(await rawTexts(screen.page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await screen.page.emulateMedia({ colorScheme });
      await pictureOf(screen.page, `contacts ${name} ${colorScheme}`);
      expect(await severeFindings(screen.page)).toEqual([]);
    }
  }

  describe('RULE: many come by file, all of it or nothing', () => {
    it('EXAMPLE: nobody is kept, and the page says what to do', async () => {
      await goTo(screen, 'nav.contacts', 'nav.contacts');
      await screen.page.getByText(screen.text('contacts.empty.title')).waitFor();
      await isSound('empty');
    });

    it('EXAMPLE: a file with faults says which lines, and cannot be taken over', async () => {
      await button('contacts.more').click();
      await screen.page.getByRole('menuitem', { name: screen.text('contacts.file.take') }).click();
      await dialog().getByLabel(screen.text('contacts.file.text')).fill(faulty);
      await dialog().getByText(screen.text('contacts.fault.kind')).waitFor();
      await dialog().getByText(screen.text('contacts.fault.noName')).waitFor();
      expect(
        await dialog()
          .getByRole('button', { name: screen.text('contacts.file.confirm') })
          .isEnabled(),
      ).toBe(false);
      await isSound('faults');
    });

    it('EXAMPLE: mended, it says what it will do and does it', async () => {
      await dialog().getByLabel(screen.text('contacts.file.text')).fill(file);
      await dialog()
        .getByText(screen.text('contacts.file.found', { added: 3, changed: 0, same: 0 }))
        .waitFor();
      await confirm('contacts.file.confirm');
      await dialog().waitFor({ state: 'detached' });
      for (const name of ['Radiology desk', 'Fjord laboratory', 'Ward 3']) await list().getByText(name).waitFor();
      await isSound('list');
    });
  });

  describe('RULE: one is kept true by hand', () => {
    it('EXAMPLE: a number is changed', async () => {
      await list().getByText('Ward 3').click();
      await button('contacts.edit').click();
      await dialog().getByLabel(screen.text('contacts.dutyPhone'), { exact: true }).fill('22 00 00 09');
      await isSound('form');
      await confirm('contacts.save');
      await dialog().waitFor({ state: 'detached' });
      await screen.page.getByRole('region', { name: 'Ward 3' }).getByText('22 00 00 09').waitFor();
    });

    it('EXAMPLE: that the numbers were tried today is one click', async () => {
      await button('contacts.testedToday').click();
      await expect.poll(() => button('contacts.testedToday').isDisabled()).toBe(true);
      await isSound('one');
    });

    it('EXAMPLE: the number of a person is refused, and what was typed stays', async () => {
      await button('contacts.edit').click();
      await dialog().getByLabel(screen.text('contacts.say')).fill('As for 11887510050');
      await confirm('contacts.save');
      await dialog().getByText(screen.text('contacts.refused.number')).waitFor();
      expect(await dialog().getByLabel(screen.text('contacts.say')).inputValue()).toBe('As for 11887510050');
      await confirm('ui.cancel');
    });
  });

  describe('RULE: it is there where it is needed', () => {
    it('EXAMPLE: a liaison reads it, and changes nothing', async () => {
      await signOut(screen);
      await signIn(screen, liaison);
      await goTo(screen, 'nav.contacts', 'nav.contacts');
      await list().getByText('Fjord laboratory').waitFor();
      expect(await button('contacts.add').count()).toBe(0);
      const refused = await createCaller(opened.folders, liaison).reply('contacts.writeFile', {});
      expect(refused).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    });

    it('EXAMPLE: an answer that is not there names who can be called', async () => {
      await visit(screen.page, '/answer');
      await screen.page.getByRole('textbox', { name: screen.text('trace.caller.name') }).fill('Kari Sykepleier');
      await screen.page.getByRole('textbox', { name: screen.text('trace.caller.unit'), exact: true }).fill('Medisin 3');
      await screen.page.getByRole('combobox', { name: screen.text('trace.reason') }).click();
      await screen.page.getByRole('option', { name: screen.text('trace.reason.health-care') }).click();
      await screen.page.getByRole('textbox', { name: screen.text('trace.number') }).fill('REK-404');
      await screen.page.keyboard.press('Enter');
      await screen.page
        .getByRole('region', { name: screen.text('contacts.whom') })
        .getByText(screen.text('contacts.whom.none'))
        .waitFor();
      expect(errors).toEqual([]);
    });
  });
});
