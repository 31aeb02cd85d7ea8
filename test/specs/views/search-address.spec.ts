import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureRow, type Screen } from '../main-path/actions.ts';
import { visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { messagesFail, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { addressOf, openAnew, searchBox } from './actions.ts';

const personNumber = '26815909445';

describe.each(consoleKinds())('FEATURE: what a list shows is an address, in the %s shell', (kind) => {
  let opened: Console;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    const started = await signedIn(opened);
    screen = started.screen;
    await messagesFail(started.cli, ['ADDR-1', 'OTHER-1']);
    await visit(opened.page, '/failures');
    await failureRow(screen, 'OTHER-1').waitFor();
  });
  afterAll(() => opened?.close());

  const box = () => searchBox(screen);
  const shows = (address: string) => expect.poll(() => addressOf(screen.page), { timeout: 20_000 }).toBe(address);
  const notice = (key: string) => screen.page.getByText(screen.text(`search.address.${key}`), { exact: true });

  describe('RULE: filter, search and state are in it, and back and forward work', () => {
    it('EXAMPLE: a search typed is one step, a choice another', async () => {
      await box().pressSequentially('id:ADD');
      await box().pressSequentially('R*');
      await box().press('Enter');
      await shows('/failures?state=open&q=id:ADDR*');
      await failureRow(screen, 'OTHER-1').waitFor({ state: 'detached' });
      await screen.page.getByRole('combobox', { name: screen.text('failures.filter.state') }).click();
      await screen.page.getByRole('option', { name: screen.text('failures.filter.all'), exact: true }).click();
      await shows('/failures?state=all&q=id:ADDR*');
      await screen.page.goBack();
      await shows('/failures?state=open&q=id:ADDR*');
      expect(await box().inputValue()).toBe('id:ADDR*');
      await screen.page.goBack();
      await shows('/failures');
      expect(await box().inputValue()).toBe('');
      await failureRow(screen, 'OTHER-1').waitFor();
      await screen.page.goForward();
      await failureRow(screen, 'OTHER-1').waitFor({ state: 'detached' });
    });

    it('EXAMPLE: a message opened from a search leads back to it', async () => {
      await failureRow(screen, 'ADDR-1').click();
      await screen.page.getByRole('article', { name: screen.text('message.title') }).waitFor();
      expect(addressOf(screen.page)).toMatch(/^\/failures\/.+\?state=open&q=id:ADDR\*$/);
      await screen.page.getByRole('button', { name: screen.text('message.close') }).click();
      await shows('/failures?state=open&q=id:ADDR*');
    });

    it('EXAMPLE: opened anew it shows the same', async () => {
      const other = await openAnew(opened, screen, '/failures?state=open&q=id:ADDR*');
      await failureRow(other, 'ADDR-1').waitFor();
      expect(await failureRow(other, 'OTHER-1').count()).toBe(0);
      expect(await searchBox(other).inputValue()).toBe('id:ADDR*');
      if (other.page !== screen.page) await other.page.close();
    });
  });

  describe('RULE: nothing about a patient gets into it', () => {
    it.each([
      ['free text', 'nordmann'],
      ['a number of a patient', `patient:${personNumber}`],
    ])('EXAMPLE: %s is held under a handle', async (_what, written) => {
      await visit(screen.page, '/failures?state=open');
      await box().fill(written);
      await box().press('Enter');
      await notice('private').waitFor();
      expect(addressOf(screen.page)).toMatch(/^\/failures\?state=open&held=[\w-]{22}$/);
      expect(await screen.page.evaluate('document.title + JSON.stringify(history.state)')).not.toContain(written);
      await pictureOf(screen.page, `search held ${kind}`);
      await visit(screen.page, '/overview');
      await screen.page.goBack();
      await expect.poll(() => box().inputValue(), { timeout: 20_000 }).toBe(written);
    });

    it('EXAMPLE: an address that somebody wrote by hand is cleared of it', async () => {
      await visit(screen.page, `/failures?state=all&q=patient:${personNumber}`);
      await notice('private').waitFor();
      expect(addressOf(screen.page)).toMatch(/^\/failures\?state=all&held=[\w-]{22}$/);
      expect(await box().inputValue()).toBe(`patient:${personNumber}`);
    });
  });

  describe('RULE: an address that is old or wrong says what of it is not shown', () => {
    it('EXAMPLE: a text that is no longer kept', async () => {
      await visit(screen.page, `/failures?state=open&held=${'A'.repeat(22)}`);
      await notice('gone').waitFor();
      await failureRow(screen, 'OTHER-1').waitFor();
    });

    it('EXAMPLE: parts that are none', async () => {
      await visit(screen.page, '/failures?state=closed&colour=red&q=id:ADDR*');
      await notice('odd').waitFor();
      await failureRow(screen, 'OTHER-1').waitFor({ state: 'detached' });
      await failureRow(screen, 'ADDR-1').waitFor();
      await pictureOf(screen.page, `search odd ${kind}`);
    });
  });

  describe('RULE: all messages have one too', () => {
    it('EXAMPLE: a search for an id, opened anew', async () => {
      await visit(screen.page, '/messages?within=hour&q=id:ADDR*');
      expect(await searchBox(screen, 'messages.filter.text').inputValue()).toBe('id:ADDR*');
      await searchBox(screen, 'messages.filter.text').fill('');
      await searchBox(screen, 'messages.filter.text').press('Enter');
      await shows('/messages?within=hour');
      await screen.page.goBack();
      await shows('/messages?within=hour&q=id:ADDR*');
    });
  });

  it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
});
