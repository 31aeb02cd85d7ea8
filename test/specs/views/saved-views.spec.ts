import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureRow, type Screen } from '../main-path/actions.ts';
import { severeFindings } from '../pages/accessibility.ts';
import { visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { messagesFail, signedIn } from '../pages/preconditions.ts';
import { rawTexts } from '../pages/raw-text.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { addressOf, openAnew, searchBox } from './actions.ts';

describe.each(consoleKinds())('FEATURE: a view is kept and opened by its address, in the %s shell', (kind) => {
  let opened: Console;
  let screen: Screen;
  let errors: string[];
  let address: string;

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    const started = await signedIn(opened);
    screen = started.screen;
    await messagesFail(started.cli, ['VIEW-1', 'VIEW-2', 'OTHER-1']);
    await visit(opened.page, '/failures');
    await failureRow(screen, 'OTHER-1').waitFor();
  });
  afterAll(() => opened?.close());

  const t = (key: string, params?: Record<string, string | number>) => screen.text(key, params);
  const soon = { timeout: 20_000 };
  const button = (name: string) => screen.page.getByRole('button', { name, exact: true });
  const item = (name: string) => screen.page.getByRole('menuitem', { name });
  const railView = (name: string) =>
    screen.page.getByRole('region', { name: t('views.menu') }).getByRole('link', { name });

  describe('RULE: a search is a step to go back over, and is offered again', () => {
    it('EXAMPLE: recent searches below the empty box, by the arrow keys', async () => {
      await searchBox(screen).fill('id:VIEW*');
      await searchBox(screen).press('Enter');
      await searchBox(screen).fill('nordmann');
      await searchBox(screen).press('Enter');
      await searchBox(screen).fill('');
      const recent = screen.page.getByRole('list', { name: t('search.recent') });
      await recent.waitFor();
      expect(await recent.getByRole('button').allTextContents()).toEqual(['id:VIEW*']);
      await pictureOf(screen.page, `recent ${kind}`);
      await searchBox(screen).press('ArrowDown');
      await screen.page.keyboard.press('Enter');
      await expect.poll(() => addressOf(screen.page), soon).toBe('/failures?state=open&q=id:VIEW*');
      await failureRow(screen, 'OTHER-1').waitFor({ state: 'detached' });
    });
  });

  describe('RULE: a search is text or chips, and both are the same', () => {
    it('EXAMPLE: a chip is added, turned round and taken away', async () => {
      await button(t('search.asChips')).click();
      const chips = screen.page.getByRole('list', { name: t('search.chips') });
      await searchBox(screen).fill('urgent:no');
      await searchBox(screen).press('Enter');
      expect(await chips.getByRole('listitem').allTextContents()).toEqual(['id:VIEW*', 'urgent:no']);
      await button(t('search.chip.negateOne', { part: 'urgent:no' })).click();
      await expect.poll(() => addressOf(screen.page), soon).toBe('/failures?state=open&q=id:VIEW* NOT urgent:no');
      await pictureOf(screen.page, `chips ${kind}`);
      await button(t('search.chip.removeOne', { part: 'NOT urgent:no' })).click();
      await expect.poll(() => addressOf(screen.page), soon).toBe('/failures?state=open&q=id:VIEW*');
      await button(t('search.asText')).click();
      expect(await searchBox(screen).inputValue()).toBe('id:VIEW*');
    });
  });

  describe('RULE: a view has a name, a live count and an address', () => {
    it('EXAMPLE: kept under a name, it stands in the rail with what it shows', async () => {
      await button(t('views.menu')).click();
      await item(t('views.save')).click();
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByLabel(t('views.name')).fill('Laboratorium');
      await pictureOf(screen.page, `view save ${kind}`);
      await dialog.getByRole('button', { name: t('views.save.confirm') }).click();
      await expect.poll(() => addressOf(screen.page), soon).toMatch(/^\/failures\?view=[\w-]{22}$/);
      address = addressOf(screen.page);
      await railView('Laboratorium 2').waitFor();
      await failureRow(screen, 'OTHER-1').waitFor({ state: 'detached' });
      expect(await searchBox(screen).inputValue()).toBe('id:VIEW*');
      await pictureOf(screen.page, `view kept ${kind}`);
      expect(await rawTexts(screen.page)).toEqual([]);
      expect(await severeFindings(screen.page)).toEqual([]);
    });

    it('EXAMPLE: narrowed further it is a list of its own, and back is the view', async () => {
      await searchBox(screen).fill('id:VIEW-1');
      await searchBox(screen).press('Enter');
      await expect.poll(() => addressOf(screen.page), soon).toBe('/failures?state=open&q=id:VIEW-1');
      await screen.page.goBack();
      await expect.poll(() => addressOf(screen.page), soon).toBe(address);
      await failureRow(screen, 'VIEW-2').waitFor();
      await screen.page.goForward();
      await failureRow(screen, 'VIEW-2').waitFor({ state: 'detached' });
    });

    it('EXAMPLE: its address opened anew shows the same', async () => {
      const other = await openAnew(opened, screen, address);
      await failureRow(other, 'VIEW-2').waitFor();
      await failureRow(other, 'OTHER-1').waitFor({ state: 'detached' });
      if (other.page !== screen.page) await other.page.close();
    });

    it('EXAMPLE: deleted, its address says that it is gone', async () => {
      await visit(screen.page, address);
      await button('Laboratorium').click();
      await item(t('views.manage')).click();
      await pictureOf(screen.page, `view manage ${kind}`);
      await button(t('views.removeOne', { name: 'Laboratorium' })).click();
      await button(t('views.remove')).click();
      await screen.page.getByText(t('search.address.noView'), { exact: true }).waitFor();
      await railView('Laboratorium').waitFor({ state: 'detached' });
      await failureRow(screen, 'OTHER-1').waitFor();
    });
  });

  it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
});
