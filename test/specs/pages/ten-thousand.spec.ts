import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCli } from '../cli.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account, createFirstAccount, looksAtMessages, type Screen } from '../main-path/actions.ts';
import { connectTo, startEngine } from '../replay/engine-world.ts';
import { type Console, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';
import { signIn, visit } from './actions.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import { fillCache, tenThousand } from './ten-thousand.ts';

const mostRowsDrawn = 200;
const openFlags = ['--no-practice'];

describe('FEATURE: a night with ten thousand failures', () => {
  const text = readTexts('nb');
  const folders: Folders = makeFolders();
  let opened: Console;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    const first = await openConsole('browser', { language: 'nb', folders, flags: openFlags });
    const engine = await startEngine(folders.root);
    await createFirstAccount({ page: first.page, text });
    const connectionId = await connectTo(engine, createCli(folders, account));
    await first.close();
    await engine.stop();
    await fillCache(folders, connectionId);
    opened = await openConsole('browser', { language: 'nb', folders, flags: openFlags });
    screen = { page: opened.page, text };
    errors = watchErrors(opened.page);
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await signIn(screen, account);
    await looksAtMessages(opened.page);
    await visit(opened.page, '/failures');
    await rows().nth(5).waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    removeFolders(folders);
  });

  const grid = (): Locator => screen.page.getByRole('grid', { name: text('failures.list') });
  const rows = (): Locator => grid().locator('[data-row-id]');
  const total = (count: number): Locator =>
    screen.page
      .getByRole('main')
      .getByText(text(`failures.status.total_${count === 1 ? 'one' : 'other'}`, { count: shownCount(count) }));
  const active = (): Promise<string | null> => grid().locator('[data-active="true"]').getAttribute('data-row-id');
  const press = async (key: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await screen.page.keyboard.press(key);
  };

  describe('RULE: the list holds them all and draws what is looked at', () => {
    it('EXAMPLE: the count is right, and few rows are in the page', async () => {
      await total(tenThousand).waitFor();
      expect(await rows().count()).toBeLessThan(mostRowsDrawn);
    });

    it('EXAMPLE: j and k walk it, row by row, past the first answer', async () => {
      await press('j', 150);
      const deep = await active();
      await press('j', 1);
      expect(await active()).not.toBe(deep);
      await press('k', 1);
      expect(await active()).toBe(deep);
      expect(await rows().count()).toBeLessThan(mostRowsDrawn);
    });

    it('EXAMPLE: End and scrolling load more, and Home comes back', async () => {
      const loaded = async (): Promise<number> => Number(await grid().getAttribute('aria-rowcount'));
      const before = await loaded();
      await press('End', 1);
      await expect.poll(loaded).toBeGreaterThan(before);
      await press('End', 1);
      await pictureOf(screen.page, 'ten thousand end');
      await press('Home', 1);
      await expect.poll(() => rows().first().getAttribute('aria-rowindex')).toBe('2');
      expect(await rows().count()).toBeLessThan(mostRowsDrawn);
    });
  });

  describe('RULE: rows are chosen by hand, by ranges, and all that are loaded', () => {
    const chosen = (): Promise<string[]> =>
      grid()
        .locator('[aria-selected="true"]')
        .evaluateAll((shown: { dataset: { rowId?: string } }[]) => shown.map((row) => row.dataset.rowId ?? ''));
    const says = (count: number): Promise<void> =>
      screen.page
        .getByRole('group', { name: text('ui.selectionActions') })
        .getByText(
          text(count === 1 ? 'ui.selected_one' : 'ui.selected_other', {
            count: shownCount(count),
            total: shownCount(tenThousand),
          }),
        )
        .waitFor();
    const everyBox = (): Locator => grid().getByRole('checkbox', { name: text('ui.selectLoaded') });

    it('EXAMPLE: x chooses one, Shift and the arrows a range that shrinks again', async () => {
      await press('j', 1);
      await press('x', 1);
      await says(1);
      await press('Shift+ArrowDown', 4);
      await says(5);
      await press('Shift+ArrowUp', 2);
      await says(3);
      expect(await chosen()).toHaveLength(3);
    });

    it('EXAMPLE: Shift and a press on a row take all between; a box lets one go', async () => {
      await rows()
        .nth(7)
        .click({ modifiers: ['Shift'] });
      await says(7);
      await rows().nth(3).getByRole('checkbox').click();
      await says(6);
      expect(await everyBox().evaluate((box) => 'indeterminate' in box && box.indeterminate)).toBe(true);
      expect(await grid().locator('[aria-current]').count()).toBe(0);
      await pictureOf(screen.page, 'ten thousand chosen');
    });

    it('EXAMPLE: all means all that are loaded, and the bar says of how many', async () => {
      await press('ControlOrMeta+a', 1);
      await says(Number(await grid().getAttribute('aria-rowcount')) - 1);
      await screen.page.getByText(text('ui.selectedLoaded')).waitFor();
      expect(await everyBox().isChecked()).toBe(true);
      expect(await rows().count()).toBeLessThan(mostRowsDrawn);
      await pictureOf(screen.page, 'ten thousand all chosen');
    });

    it('EXAMPLE: five hundred can be loaded and chosen in one go', async () => {
      await screen.page.getByRole('button', { name: text('failures.takeMore_other', { count: 500 }) }).click();
      await says(500);
      expect(await rows().count()).toBeLessThan(mostRowsDrawn);
    });

    it('EXAMPLE: Escape lets all go, and so does another filter', async () => {
      await press('Escape', 1);
      expect(await chosen()).toEqual([]);
      await press('x', 1);
      await says(1);
      const field = screen.page.getByRole('textbox', { name: text('failures.filter.text') });
      await field.fill('BENCH00000042');
      await total(1).waitFor();
      expect(await chosen()).toEqual([]);
      await field.fill('');
      await total(tenThousand).waitFor();
      await field.press('Escape');
    });
  });

  describe('RULE: a filter asks for all of them, not for those on screen', () => {
    it('EXAMPLE: one message by its control id', async () => {
      const field = screen.page.getByRole('textbox', { name: text('failures.filter.text') });
      await field.fill('BENCH00000042');
      await total(1).waitFor();
      expect(await rows().count()).toBe(1);
      await field.fill('');
      await total(tenThousand).waitFor();
    });

    it('EXAMPLE: one channel of a hundred', async () => {
      const field = screen.page.getByRole('combobox', { name: text('failures.filter.channel') });
      await field.click();
      await field.fill('Results 42');
      await screen.page.getByRole('option', { name: 'Results 42 (100)' }).click();
      await total(100).waitFor();
      await pictureOf(screen.page, 'ten thousand one channel');
    });

    it('EXAMPLE: a time in which nothing failed says so, with the way back', async () => {
      await screen.page.getByRole('combobox', { name: text('failures.filter.time') }).click();
      await screen.page.getByRole('option', { name: text('failures.filter.hour') }).click();
      await screen.page.getByText(text('failures.noMatch.title')).waitFor();
      await screen.page.getByRole('button', { name: text('failures.clearFilter') }).click();
      await total(tenThousand).waitFor();
    });

    it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
  });
});

/** As the Norwegian page writes it: a hard space between the thousands. */
function shownCount(count: number): string {
  return new Intl.NumberFormat('nb-NO').format(count);
}
