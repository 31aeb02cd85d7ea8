import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import { account, closeDialog, decideReplay, failureRow, type Screen } from '../main-path/actions.ts';
import { bloodGasResult, person } from '../main-path/preconditions.ts';
import { auditOf, receivedBytes } from '../main-path/questions.ts';
import { signIn } from '../pages/actions.ts';
import { tabTo } from '../pages/focus.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { readsIn, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';
import { addCondition, addStep, revealAll, stepCards } from './actions.ts';
import { resultsFail } from './preconditions.ts';
import { chosenMessage, messageRow, outcomeOf } from './questions.ts';

const wards = { 'MANY-1': 'MED1', 'MANY-2': 'KIR1', 'MANY-3': 'MED1' } as const;
const ids = Object.keys(wards) as (keyof typeof wards)[];
const secrets = [person.number, person.family, person.given];
const soon = { timeout: 15_000 };

describe.each(consoleKinds())('FEATURE: the same edit on many messages, in the %s shell', (kind) => {
  const language = kind === 'browser' ? 'nb' : 'nn';
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    cli = (await signedIn(opened)).cli;
    await resultsFail(cli, wards);
    screen = await readsIn(opened.page, cli, language);
  }, 60_000);
  afterAll(() => opened?.close());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await screen.page.keyboard.press(key);
  };
  const outcomes = (): Promise<(string | null)[]> => Promise.all(ids.map((id) => outcomeOf(screen, id)));
  const wholePage = (): Promise<string> => screen.page.content();

  describe('RULE: messages are chosen in the list, and stay chosen', () => {
    it('EXAMPLE: three failures by keyboard', async () => {
      const { page, text } = screen;
      await press('g', 'f');
      await page.getByRole('heading', { name: text('failures.title'), level: 1 }).waitFor();
      await press('/');
      await page.keyboard.type('MANY-');
      await expect.poll(() => page.getByRole('grid').locator('[data-row-id]').count()).toBe(3);
      for (const id of ids) await failureRow(screen, id).waitFor();
      await press('Escape', 'j', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown');
      await page
        .getByText(text('ui.selected_other', { count: 3, total: 3 }))
        .last()
        .waitFor();
      await tabTo(page, page.getByRole('button', { name: text('editMany.action') }));
      await press('Enter');
      await page.getByRole('heading', { name: text('editMany.title'), level: 1 }).waitFor();
      for (const id of ids) await messageRow(screen, id).waitFor();
    });

    it('EXAMPLE: loading the page anew keeps them, and nothing but their ids', async () => {
      const kept = await screen.page.evaluate('sessionStorage.getItem("vaktbord.editMany.refs")');
      for (const id of ids) expect(kept).not.toContain(id);
      await screen.page.reload();
      // Only in a browser does the session outlive its page.
      if (kind !== 'browser') await signIn({ page: screen.page, text: readTexts('nb') }, account);
      for (const id of ids) await messageRow(screen, id).waitFor();
    });
  });

  describe('RULE: each message says what becomes of it before anything is sent', () => {
    it('EXAMPLE: a ward is renamed only where it is the old one', async () => {
      const { text } = screen;
      const card = await addStep(screen, 'set');
      await card.getByLabel(text('editMany.path'), { exact: true }).fill('PV1-3.1');
      await card.getByLabel(text('editMany.text'), { exact: true }).fill('KIR2');
      await addCondition(screen, card, 'PV1-3.1', 'MED1');
      await expect.poll(outcomes, soon).toEqual(['changed', 'unchanged', 'changed']);
      await messageRow(screen, 'MANY-1').click();
      const table = chosenMessage(screen).getByRole('table');
      await table.getByRole('cell', { name: 'MED1', exact: true }).waitFor();
      await table.getByRole('cell', { name: 'KIR2', exact: true }).waitFor();
      await pictureOf(screen.page, `edit many ward ${language}`);
    });

    it('EXAMPLE: clinical content is refused, with the reason in words', async () => {
      const { page, text } = screen;
      const card = await addStep(screen, 'replace');
      await card.getByLabel(text('editMany.path'), { exact: true }).fill('OBX[*]-6');
      await card.getByLabel(text('editMany.find')).fill('kPa');
      await card.getByLabel(text('editMany.replaceBy')).fill('mmHg');
      await expect.poll(outcomes, soon).toEqual(['refused', 'refused', 'refused']);
      await chosenMessage(screen)
        .getByRole('alert')
        .getByText(text('edit.refused.clinical', { path: 'OBX[2]-6' }))
        .waitFor();
      await pictureOf(page, `edit many refused ${language}`);
      await card.getByRole('button', { name: text('editMany.removeStep', { n: 2 }) }).click();
      await expect.poll(outcomes, soon).toEqual(['changed', 'unchanged', 'changed']);
    });

    it('EXAMPLE: what is removed comes back, and goes again', async () => {
      await press('ControlOrMeta+z');
      await expect.poll(() => stepCards(screen).count()).toBe(2);
      await press('ControlOrMeta+y');
      await expect.poll(() => stepCards(screen).count()).toBe(1);
    });
  });

  describe('RULE: no value of the patient is on the page before it is revealed', () => {
    it('EXAMPLE: a step that reads one tells nothing', async () => {
      const { page, text } = screen;
      const card = await addStep(screen, 'replace');
      await card.getByLabel(text('editMany.path'), { exact: true }).fill('PID-5.1');
      await card.getByLabel(text('editMany.find')).fill('heim');
      await card.getByLabel(text('editMany.replaceBy')).fill('haug');
      await expect.poll(outcomes, soon).toEqual(['needs-reveal', 'needs-reveal', 'needs-reveal']);
      const whole = await wholePage();
      for (const secret of secrets) expect(whole).not.toContain(secret);
      await pictureOf(page, `edit many needs reveal ${language}`);
    });

    it('EXAMPLE: revealed with one reason, each shows its difference', async () => {
      const { text } = screen;
      await revealAll(screen, 3, 'Name was corrected by the registry');
      await expect.poll(outcomes, soon).toEqual(['changed', 'changed', 'changed']);
      const table = chosenMessage(screen).getByRole('table');
      await table.getByRole('cell', { name: 'Fjordhaug', exact: true }).waitFor();
      await chosenMessage(screen)
        .getByRole('textbox', { name: text('edit.after') })
        .getByText('Fjordhaug')
        .waitFor();
      await pictureOf(screen.page, `edit many revealed ${language}`);
      const [entry] = await auditOf(cli, 'message.revealMany');
      expect(entry).toMatchObject({ reason: 'Name was corrected by the registry', outcome: 'ok' });
    });
  });

  describe('RULE: each message is sent by itself, as it was shown', () => {
    it('EXAMPLE: one is sent, its row says what became of it, and the next is chosen', async () => {
      const { page, text } = screen;
      await messageRow(screen, 'MANY-1').click();
      await press('r');
      const outcome = await decideReplay(screen, 'Ward and name corrected');
      await outcome.getByText(text('replayState.confirmed-by-receiver')).waitFor(soon);
      await closeDialog(screen);
      await messageRow(screen, 'MANY-1').locator('[data-replay-state="confirmed-by-receiver"]').waitFor();
      expect(await messageRow(screen, 'MANY-1').getAttribute('aria-selected')).toBe('false');
      expect(await page.getByRole('grid').locator('[aria-selected="true"]').count()).toBe(1);
      await pictureOf(page, `edit many sent ${language}`);
    });

    it('EXAMPLE: the receiver has it once, with exactly these bytes, and none of the others', async () => {
      const sent = new TextDecoder('latin1').decode(bloodGasResult('MANY-1', 'KIR2'));
      expect(await receivedBytes(cli, 'MANY-1')).toEqual([sent.replace('Fjordheim', 'Fjordhaug')]);
      for (const id of ['MANY-2', 'MANY-3']) expect(await receivedBytes(cli, id)).toEqual([]);
    });

    it('EXAMPLE: the next one is offered with the same reason, and is not sent when the dialog is closed', async () => {
      const { page, text } = screen;
      await press('r');
      const dialog = page.getByRole('dialog');
      const reason = dialog.getByLabel(text('replay.plan.reason'));
      await reason.waitFor();
      expect(await reason.inputValue()).toBe('Ward and name corrected');
      await press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await page.getByRole('grid').locator('[data-replay-state]').count()).toBe(1);
    });

    it('EXAMPLE: hidden again, its patient is gone from the page, and the others stay revealed', async () => {
      const { page, text } = screen;
      await messageRow(screen, 'MANY-3').click();
      await chosenMessage(screen).getByRole('cell', { name: 'Fjordheim', exact: true }).waitFor();
      await chosenMessage(screen)
        .getByRole('button', { name: text('message.hide') })
        .click();
      await expect.poll(outcomes, soon).toEqual(['changed', 'changed', 'needs-reveal']);
      const whole = await wholePage();
      for (const secret of secrets) expect(whole).not.toContain(secret);
      await page.getByRole('button', { name: text('editMany.reveal_one', { count: 1 }) }).waitFor();
    });

    it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
  });
});
