import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Cli } from '../cli.ts';
import { account, type Screen } from '../main-path/actions.ts';
import { messageArrives, passThrough, receiverIs } from '../main-path/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { visit } from './actions.ts';
import { causeDetail, causeRows, groupOf } from './causes.ts';
import { hasFocus, walkTo } from './focus.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import { failedMessage, listsFailures, messagesFail, signedIn } from './preconditions.ts';

const runbook = 'https://wiki.example.invalid/blood-gas';

describe.each(consoleKinds())('FEATURE: triage by cause, by keyboard alone, in the %s shell', (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let failure: Failure;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    ({ screen, cli } = await signedIn(opened));
    await opened.page.evaluate("localStorage.removeItem('vaktbord.ui.failures.view')");
    await messagesFail(cli, ['CAUSE-1', 'CAUSE-2', 'CAUSE-3']);
    failure = await failedMessage(cli, 'CAUSE-1');
  });
  afterAll(() => opened?.close());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await screen.page.keyboard.press(key);
  };
  const members = () => screen.page.getByRole('grid', { name: screen.text('groups.members') });
  const causeRow = () => causeRows(screen).and(screen.page.locator(`[data-row-id="${failure.groupId}"]`));
  const stateOf = (state: string) => causeDetail(screen).locator(`[data-group-state="${state}"]`);

  describe('RULE: failures of one dead receiver are one cause', () => {
    it('EXAMPLE: the rail leads to the causes, and theirs says what is wrong and where', async () => {
      await press('g', 'f');
      await causeRows(screen).first().waitFor();
      const row = causeRow();
      for (const controlId of ['CAUSE-2', 'CAUSE-3'])
        expect((await failedMessage(cli, controlId)).groupId).toBe(failure.groupId);
      await row.getByText(screen.text('groupKind.connection.what')).waitFor();
      await row.getByText(passThrough.receiverName).waitFor();
      await pictureOf(screen.page, `causes ${kind}`);
    });

    it('EXAMPLE: Enter opens it with the usual next step and its messages', async () => {
      await walkTo(screen.page, causeRow().and(screen.page.locator('[data-active]')), 'j');
      await press('Enter');
      await causeDetail(screen).getByText(screen.text('groupKind.connection.next')).waitFor();
      for (const controlId of ['CAUSE-1', 'CAUSE-2', 'CAUSE-3'])
        await members().getByRole('row').filter({ hasText: controlId }).waitFor();
      await stateOf('new').waitFor();
      await pictureOf(screen.page, `cause ${kind}`);
    });
  });

  describe('RULE: what a person decides holds until the cause grows', () => {
    it('EXAMPLE: a acknowledges what was seen', async () => {
      await press('a');
      await stateOf('acknowledged').waitFor();
      expect(await groupOf(cli, failure)).toMatchObject({ state: 'acknowledged', grownBy: 0, decidedBy: account.name });
    });

    it('EXAMPLE: n writes a note, which stands in the history', async () => {
      await press('n');
      const field = screen.page.getByRole('dialog').getByLabel(screen.text('groups.field.note'));
      await expect.poll(() => hasFocus(field)).toBe(true);
      await screen.page.keyboard.type('Mottakeren er varslet');
      await press('Tab', 'Tab', 'Enter');
      await causeDetail(screen).getByText('Mottakeren er varslet').waitFor();
      await stateOf('acknowledged').waitFor();
    });

    it('EXAMPLE: the menu of the other decisions opens by its key', async () => {
      await press('.');
      const item = screen.page.getByRole('menuitem', { name: screen.text('groups.act.assign') });
      await item.waitFor();
      await expect.poll(() => hasFocus(item)).toBe(true);
      await press('Enter');
      const field = screen.page.getByRole('dialog').getByLabel(screen.text('groups.field.owner'));
      await expect.poll(() => hasFocus(field)).toBe(true);
      expect(await field.inputValue()).toBe(account.name);
      await press('Enter');
      await stateOf('assigned').getByText(account.name).waitFor();
    });

    it('EXAMPLE: the runbook set from the menu opens outside, by the address the core keeps', async () => {
      await press('.');
      const item = screen.page.getByRole('menuitem', { name: screen.text('groups.act.runbook') });
      await item.waitFor();
      await press('End');
      await expect.poll(() => hasFocus(item)).toBe(true);
      await press('Enter');
      const field = screen.page.getByRole('dialog').getByLabel(screen.text('groups.runbook.address'));
      await expect.poll(() => hasFocus(field)).toBe(true);
      await screen.page.keyboard.type(runbook);
      await press('Enter');
      const link = causeDetail(screen).getByRole('button', { name: screen.text('groups.runbook.open') });
      await link.waitFor();
      const opening = kind === 'browser' ? screen.page.context().waitForEvent('page') : null;
      await link.press('Enter');
      const tab = await opening;
      if (tab) expect(await tab.evaluate('window.opener')).toBeNull();
      await tab?.close();
      if (opened.standin) expect(await opened.standin.next('open-outside')).toEqual({ url: runbook });
    });

    it('EXAMPLE: two more messages fail, and the cause says how many came since', async () => {
      await press('a');
      await stateOf('acknowledged').waitFor();
      await receiverIs(cli, 'down');
      for (const controlId of ['CAUSE-4', 'CAUSE-5']) await messageArrives(cli, controlId);
      await listsFailures(cli, ['CAUSE-4', 'CAUSE-5']);
      await receiverIs(cli, 'up');
      await stateOf('new')
        .getByText(screen.text('groups.grown', { n: 2 }))
        .waitFor();
    });
  });

  describe('RULE: the messages of a cause are read from it', () => {
    it('EXAMPLE: m goes to them, Enter opens one, Escape leads back to the cause', async () => {
      await press('m');
      await expect.poll(() => hasFocus(members())).toBe(true);
      await press('j', 'Enter');
      await screen.page.getByRole('tree', { name: screen.text('message.tree') }).waitFor();
      expect(new URL(screen.page.url()).hash).toMatch(/^#\/failures\/groups\/c\d+-[^/]+\/practice\/[^/]+\/\d+$/);
      await pictureOf(screen.page, `message of a cause ${kind}`);
      await press(']');
      await screen.page.getByRole('tree', { name: screen.text('message.tree') }).waitFor();
      await press('Escape');
      await causeDetail(screen).getByText(screen.text('groupKind.connection.next')).waitFor();
    });

    it('EXAMPLE: why one is here shows what was compared', async () => {
      await causeDetail(screen)
        .getByRole('button', { name: screen.text('groups.why') })
        .press('Enter');
      const dialog = screen.page.getByRole('dialog', { name: screen.text('groups.why') });
      await dialog.getByText(screen.text('groups.condition.refused')).waitFor();
      await pictureOf(screen.page, `why ${kind}`);
      await press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });
  });

  describe('RULE: the view chosen is remembered', () => {
    it('EXAMPLE: all messages, until the causes are chosen again', async () => {
      const views = screen.page.getByRole('radiogroup', { name: screen.text('groups.view') });
      await views.getByRole('radio', { name: screen.text('groups.view.messages') }).focus();
      await press('Space');
      await screen.page.getByRole('grid', { name: screen.text('failures.list') }).waitFor();
      await press('g', 'o');
      await screen.page.getByRole('heading', { name: screen.text('nav.overview'), level: 1 }).waitFor();
      await press('g', 'f');
      await screen.page.getByRole('grid', { name: screen.text('failures.list') }).waitFor();
    });
  });

  describe('RULE: which causes are shown stands in the address', () => {
    const query = (): string => new URL(screen.page.url()).hash.split('?')[1] ?? '';

    it('EXAMPLE: it is kept while one is open beside them, and back leads to the choice before', async () => {
      await visit(screen.page, '/failures/groups?cause=connection');
      await causeRow().waitFor();
      await causeRow().click();
      await causeDetail(screen).waitFor();
      expect(query()).toBe('');
      await press('Escape');
      await expect.poll(query).toBe('cause=connection');
      await visit(screen.page, '/failures/groups?cause=capacity');
      await causeRow().waitFor({ state: 'detached' });
      await screen.page.goBack();
      await causeRow().waitFor();
      expect(query()).toBe('cause=connection');
    });

    it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
  });
});
