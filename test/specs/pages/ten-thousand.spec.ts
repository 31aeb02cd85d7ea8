import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from '../caller.ts';
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
    const connectionId = await connectTo(engine, createCaller(folders, account));
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

    it('EXAMPLE: its length is that of all of them, End goes to the last, and Home comes back', async () => {
      const length = String(tenThousand + 1);
      await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(length);
      await press('End', 1);
      await expect.poll(() => grid().locator('[data-active]').getAttribute('aria-rowindex')).toBe(length);
      await pictureOf(screen.page, 'ten thousand end');
      await press('Home', 1);
      await expect.poll(() => rows().first().getAttribute('aria-rowindex')).toBe('2');
      expect(await rows().count()).toBeLessThan(mostRowsDrawn);
    });

    it('EXAMPLE: the scroll bar leads to any part of it', async () => {
      await grid().evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
      const middle = async (): Promise<number> => Number(await rows().nth(15).getAttribute('aria-rowindex'));
      await expect.poll(middle).toBeGreaterThan(tenThousand / 2 - 50);
      expect(await middle()).toBeLessThan(tenThousand / 2 + 50);
      await press('Home', 1);
      await expect.poll(() => rows().first().getAttribute('aria-rowindex')).toBe('2');
    });
  });

  describe('RULE: the columns are those a person chose, and each can order the whole list', () => {
    const head = (name: string): Locator => grid().getByRole('columnheader', { name });
    const sortedBy = (name: string, direction: string): Promise<void> =>
      head(name)
        .and(screen.page.locator(`[aria-sort="${direction}"]`))
        .waitFor();
    const controlIds = async (): Promise<string[]> => {
      const texts = await rows().locator('.mono[title]').allTextContents();
      return texts.slice(0, 20);
    };
    const choose = async (act: (menu: Locator) => Promise<void>): Promise<void> => {
      await screen.page
        .getByRole('main')
        .getByRole('button', { name: text('ui.columns'), exact: true })
        .click();
      const menu = screen.page.getByRole('dialog', { name: text('ui.columns') });
      await act(menu);
      await pictureOf(screen.page, 'ten thousand columns');
      await screen.page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
    };
    const names = (): Promise<string[]> => grid().getByRole('columnheader').allTextContents();

    it('EXAMPLE: by control id, up and down, and natural again', async () => {
      const natural = await controlIds();
      const column = text('failures.column.controlId');
      await head(column).getByRole('button').click();
      await sortedBy(column, 'ascending');
      const inOrder = (ids: string[]): string[] =>
        ids.toSorted((one, other) => one.localeCompare(other, 'nb', { numeric: true }));
      await expect.poll(async () => (await controlIds()).join() !== natural.join()).toBe(true);
      const up = await controlIds();
      expect(up).toEqual(inOrder(up));
      await head(column).getByRole('button').click();
      await sortedBy(column, 'descending');
      await expect.poll(async () => (await controlIds()).join() !== up.join()).toBe(true);
      const down = await controlIds();
      expect(down).toEqual(inOrder(down).reverse());
      await pictureOf(screen.page, 'ten thousand sorted');
      await head(column).getByRole('button').click();
      await expect.poll(controlIds).toEqual(natural);
    });

    it('EXAMPLE: one is added and moved, another left out; they stay so when the page is loaded anew', async () => {
      const [size, type] = [text('failures.column.size'), text('failures.column.type')];
      await choose(async (menu) => {
        await menu.getByRole('checkbox', { name: size }).check();
        await menu.getByRole('checkbox', { name: type, exact: true }).uncheck();
        await menu.getByRole('button', { name: text('ui.columns.earlier', { name: size }) }).click();
      });
      const chosen = await names();
      expect(chosen.some((name) => name.startsWith(size))).toBe(true);
      expect(chosen.some((name) => name.startsWith(type))).toBe(false);
      await screen.page.reload();
      await rows().nth(5).waitFor();
      expect(await names()).toEqual(chosen);
      await choose((menu) => menu.getByRole('button', { name: text('ui.columns.reset') }).click());
      expect(await names()).not.toContain(size);
      await rows().first().click();
      await screen.page.keyboard.press('Escape');
    });
  });

  describe('RULE: rows are chosen by hand, by ranges, and many at a time', () => {
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
    const everyBox = (): Locator => grid().getByRole('checkbox', { name: text('ui.selectAll') });

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

    it('EXAMPLE: all of so many are five hundred in one go, and the bar says so', async () => {
      await press('ControlOrMeta+a', 1);
      await says(500);
      await screen.page.getByText(text('ui.selectedMost', { most: 500 })).waitFor();
      expect(await rows().count()).toBeLessThan(mostRowsDrawn);
      await pictureOf(screen.page, 'ten thousand all chosen');
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
      await expect.poll(() => rows().count()).toBe(1);
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
