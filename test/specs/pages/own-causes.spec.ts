import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import type { Screen } from '../main-path/actions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { visit } from './actions.ts';
import { causeRows, groupOf } from './causes.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import { failedMessage, messagesFail, signedIn } from './preconditions.ts';

const name = 'Sending stands still';
const nothing = { connectionId: null, channelId: null, kind: null, from: null, to: null, groupId: null };
const everyRefused = {
  filter: { ...nothing, text: '"Connection refused"', state: 'open' as const },
};

describe.each(consoleKinds())('FEATURE: rules of the site for causes, in the %s shell', (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    ({ screen, cli } = await signedIn(opened));
    await opened.page.evaluate("localStorage.removeItem('vaktbord.ui.failures.view')");
    await messagesFail(cli, ['OWN-1', 'OWN-2']);
  });
  afterAll(() => opened?.close());

  const dialog = () => screen.page.getByRole('dialog');
  const save = () => dialog().getByRole('button', { name: screen.text('groups.rules.save'), exact: true });
  const reasonIs = (reason: string) => dialog().getByLabel(screen.text('ui.reason')).fill(reason);

  describe('RULE: a rule is tried on what is open before it is saved', () => {
    it('EXAMPLE: it tells how many failures it takes and of how many causes, and only then can be saved', async () => {
      const { groupId } = await failedMessage(cli, 'OWN-1');
      await visit(screen.page, '/settings/causes');
      await screen.page.getByText(screen.text('groups.rules.none')).waitFor();
      await screen.page.getByRole('button', { name: screen.text('groups.rules.add') }).click();
      await dialog().getByLabel(screen.text('groups.rules.name'), { exact: true }).fill(name);
      await dialog().getByLabel(screen.text('groups.rules.text'), { exact: true }).fill('connection*REFUSED');
      await reasonIs('one team owns them all');
      expect(await save().isDisabled()).toBe(true);
      await dialog()
        .getByRole('button', { name: screen.text('groups.rules.try') })
        .click();
      const trial = dialog().getByRole('region', { name: screen.text('groups.rules.trial') });
      await trial.getByText('Connection refused').waitFor();
      const open = (await cli.call('failures.count', everyRefused)).total;
      await trial.getByText(screen.text('groups.rules.found_other', { count: open, before: 1, after: 1 })).waitFor();
      await pictureOf(screen.page, `own cause tried ${kind}`);
      expect((await failedMessage(cli, 'OWN-1')).groupId).toBe(groupId);
      await save().click();
      await screen.page.getByRole('cell', { name, exact: true }).waitFor();
      await pictureOf(screen.page, `own causes ${kind}`);
    });
  });

  describe('RULE: failures already read follow a rule, and go back without it', () => {
    it('EXAMPLE: both are in the cause of the rule, which is named after it', async () => {
      const byRule = async () => (await groupOf(cli, await failedMessage(cli, 'OWN-2')))?.ruleName;
      await expect.poll(byRule, { timeout: 20_000 }).toBe(name);
      await visit(screen.page, '/failures');
      await causeRows(screen).getByText(screen.text('groups.scope.rule', { name })).waitFor();
    });

    it('EXAMPLE: without the rule they are grouped as usual again', async () => {
      await visit(screen.page, '/settings/causes');
      await screen.page.getByRole('button', { name: screen.text('groups.rules.removeOf', { name }) }).click();
      await reasonIs('it was a trial');
      await save().click();
      await screen.page.getByText(screen.text('groups.rules.none')).waitFor();
      const scope = async () => (await groupOf(cli, await failedMessage(cli, 'OWN-2')))?.cause.scope.kind;
      await expect.poll(scope, { timeout: 20_000 }).toBe('target');
      expect(errors).toEqual([]);
    });
  });
});
