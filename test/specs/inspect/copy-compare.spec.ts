import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepCopies, lastCopied } from '../edit/actions.ts';
import { failureRow, goTo, openFailure, reveal, type Screen } from '../main-path/actions.ts';
import { person } from '../main-path/preconditions.ts';
import { messagesFail, readsIn, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { chooseFromMenu, dropFile, openInTree } from './actions.ts';
import { problemParts } from './preconditions.ts';
import { differingPlaces, isInSight, textPane, treePane, wholePage } from './questions.ts';

const soon = { timeout: 15_000 };
const secrets = [person.number, person.family, person.given, '19670514'];

describe.each(consoleKinds())('FEATURE: copying and comparing, in the %s shell', (kind) => {
  let opened: Console;
  let screen: Screen;
  const [first, second] = [`COPY-1-${kind}`.toUpperCase(), `COPY-2-${kind}`.toUpperCase()];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    const { cli } = await signedIn(opened);
    screen = await readsIn(opened.page, cli, 'en');
    await messagesFail(cli, [first, second]);
    await goTo(screen, 'nav.failures', 'failures.title');
    await failureRow(screen, first).waitFor();
    await openFailure(screen, first);
    await textPane(screen).getByText('MSH', { exact: true }).waitFor();
    await keepCopies(screen);
  }, 90_000);
  afterAll(() => opened?.close());

  describe('RULE: a copy holds no more of the patient than the page shows', () => {
    it('EXAMPLE: the de-identified copy of a masked message has its results and none of the patient', async () => {
      await chooseFromMenu(screen, 'copy.title', screen.text('copy.form.de-identified'));
      await expect.poll(() => lastCopied(screen), soon).toContain('2019-8^pCO2^LN');
      const copied = await lastCopied(screen);
      for (const secret of secrets) expect(copied).not.toContain(secret);
      expect(copied).toContain('|7.9|kPa|');
    });

    it('EXAMPLE: the raw copy of a masked message is masked, and says so', async () => {
      await chooseFromMenu(screen, 'copy.title', screen.text('copy.form.raw'));
      await screen.page.getByText(screen.text('copy.doneMasked', { form: screen.text('copy.form.raw') })).waitFor();
      const copied = await lastCopied(screen);
      expect(copied).toContain(first);
      for (const secret of secrets) expect(copied).not.toContain(secret);
    });

    it('EXAMPLE: revealed, the raw copy is the message, and the de-identified one still has none of the patient', async () => {
      await reveal(screen, 'The vendor asks for the message');
      await chooseFromMenu(screen, 'copy.title', screen.text('copy.form.raw'));
      await expect.poll(() => lastCopied(screen), soon).toContain(person.family);
      await chooseFromMenu(screen, 'copy.title', screen.text('copy.form.de-identified'));
      await expect.poll(() => lastCopied(screen), soon).not.toContain(person.family);
      for (const secret of secrets) expect(await lastCopied(screen)).not.toContain(secret);
    });
  });

  describe('RULE: any two messages can be compared', () => {
    it('EXAMPLE: one is put aside, and what differs from the next is listed place by place', async () => {
      await chooseFromMenu(screen, 'compare.title', screen.text('compare.putAside'));
      await goTo(screen, 'nav.failures', 'failures.title');
      await openFailure(screen, second);
      await textPane(screen).getByText('MSH', { exact: true }).waitFor();
      await chooseFromMenu(
        screen,
        'compare.title',
        new RegExp(screen.text('compare.withAside', { id: '' }).split(' ')[1]!),
      );
      await screen.page.getByRole('heading', { name: screen.text('compare.title'), level: 1 }).waitFor();
      const ignore = screen.page.getByRole('checkbox', { name: screen.text('compare.ignore'), exact: true });
      await screen.page.getByText(screen.text('compare.same'), { exact: true }).waitFor(soon);
      await ignore.uncheck();
      await expect.poll(() => differingPlaces(screen), soon).toContain('MSH-10');
      const page = await wholePage(screen);
      for (const secret of secrets) expect(page).not.toContain(secret);
    });
  });

  describe('RULE: a problem leads to its row, and an empty field can be seen', () => {
    it('EXAMPLE: the row of the problem comes into sight', async () => {
      await goTo(screen, 'nav.file', 'nav.file');
      await dropFile(screen, 'long.hl7', problemParts);
      await textPane(screen).getByText('MSH', { exact: true }).waitFor();
      const row = textPane(screen).getByText('the wrong number');
      expect(await isInSight(screen, row)).toBe(false);
      await screen.page
        .getByRole('list', { name: /problem/ })
        .getByRole('button', { name: /OBX\[302\]-5/ })
        .first()
        .click();
      await expect.poll(() => isInSight(screen, row), soon).toBe(true);
    });

    it('EXAMPLE: empty fields come and go with the choice', async () => {
      await openInTree(screen, 'PID');
      const empty = treePane(screen).locator('[data-path="PID-2"]');
      expect(await empty.count()).toBe(0);
      await screen.page.getByRole('checkbox', { name: screen.text('message.showEmpty') }).check();
      await openInTree(screen, 'PID');
      await empty.waitFor();
      await screen.page.getByRole('checkbox', { name: screen.text('message.showEmpty') }).uncheck();
      await empty.waitFor({ state: 'detached' });
    });
  });
});
