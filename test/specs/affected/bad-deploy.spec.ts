import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoreDesk, openDesk } from '../core-desk.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { sendAt } from '../messages-sent.ts';
import { settled, signIn, signOut, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const place = { connectionId: passThrough.connectionId, channelId: passThrough.channelId };
const named = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
const [before, wrong, after] = [named('FORE', 5), named('WRONG', 40), named('AFTER', 5)];
const colleague = { name: 'Ola Avløser', secret: 'another long enough secret' };
const everyItem = { only: null, after: 0, skip: 0, limit: 1000 };
const listName = 'Blodgass ganget med ti';

describe.each(consoleKinds())('FEATURE: the affected set of a bad deploy, in the %s shell', (kind) => {
  let opened: Console;
  let desk: CoreDesk;
  let screen: Screen;
  let errors: string[];
  let setAddress = '';

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    screen = { page: opened.page, text: readTexts('nb') };
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await createFirstAccount(screen);
    desk = await openDesk(opened.folders, account);
    await comes('The practice engine', async () => (await desk.call('practice.status', {})).isRunning);
    await desk.call('practice.setSpeed', { speed: 0 });
    await desk.call('messages.setBudget', { connectionId: place.connectionId, percent: 50 });
    await runs(1);
    await sendAt(desk, before);
    await desk.call('practice.switchScenario', { scenarioId: 'bad-deploy', isActive: true });
    await runs(2);
    await sendAt(desk, wrong);
    await desk.call('practice.switchScenario', { scenarioId: 'bad-deploy', isActive: false });
    await runs(3);
    await sendAt(desk, after);
    await isIndexed();
  }, 240_000);
  afterAll(async () => {
    await desk?.close();
    await opened?.close();
  });

  async function comes(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await isThere()); attempt += 1) {
      if (attempt > 60) throw new Error(`${what} never came.`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const runs = (revision: number): Promise<void> =>
    comes(`Revision ${revision}`, async () => {
      const { items } = await desk.call('affected.deployments', place);
      return items[0]?.revision === revision;
    });
  const channel = async () => {
    const { items } = await desk.call('messages.channels', { connectionId: place.connectionId });
    return items.find(({ channelId }) => channelId === place.channelId)!;
  };
  async function isIndexed(): Promise<void> {
    // A decision about the channel makes the index look at once.
    await desk.call('messages.setChannel', { ...place, keySource: null, windowHours: 72 });
    await comes('The index', async () => {
      const { since, isBehind } = await channel();
      const filter = { ...place, from: null, to: null, status: null, text: `id:${after.at(-1)}` };
      const { items } = await desk.call('messages.search', { filter, cursor: null, limit: 1 });
      return since !== null && !isBehind && items.length === 1;
    });
  }
  const main = () => screen.page.getByRole('main');
  const total = (count: number) =>
    main().getByText(screen.text('affected.total_other', { count, number: String(count) }), { exact: true });
  const rows = () =>
    main()
      .getByRole('grid', { name: screen.text('affected.messages') })
      .locator('[data-row-id]');

  describe('RULE: the list is counted before it is frozen', () => {
    it('EXAMPLE: from the channel, by the revision that was faulty, 40 messages', async () => {
      const { page, text } = screen;
      await visit(page, `/overview/${place.connectionId}/${place.channelId}`);
      await page.getByRole('button', { name: text('affected.open') }).click();
      await page.getByRole('combobox', { name: text('affected.revision') }).click();
      await page.getByRole('option', { name: /^2: / }).click();
      await total(wrong.length).waitFor();
      await main().getByText(text('affected.whole'), { exact: true }).waitFor();
      await settled(page);
      await pictureOf(page, `affected new ${kind}`);
    });
  });

  describe('RULE: a frozen list is kept, with how many for whom and what it covers', () => {
    it('EXAMPLE: 40 delivered to the blood gas record, and nothing of before and after', async () => {
      const { page, text } = screen;
      await page.getByLabel(text('affected.name'), { exact: true }).fill(listName);
      await page
        .getByRole('button', {
          name: text('affected.freeze_other', { count: wrong.length, number: String(wrong.length) }),
        })
        .click();
      await page.getByRole('article', { name: text('affected.one') }).waitFor();
      await total(wrong.length).waitFor();
      const recipients = main().getByRole('table', { name: text('affected.recipients') });
      await recipients.getByRole('cell', { name: passThrough.receiverName }).waitFor();
      await expect.poll(() => recipients.getByRole('row').nth(1).getByRole('cell').last().textContent()).toBe('40');
      await main().getByText(text('affected.deploy.asked')).waitFor();
      expect(await main().locator('[data-whole="true"]').count()).toBe(1);
      expect(await main().locator('[data-uncertain="true"]').count()).toBe(0);
      await rows().first().waitFor();
      await rows().getByText('WRONG-40', { exact: true }).waitFor();
      setAddress = new URL(page.url()).hash.slice(1);
      await settled(page);
      await pictureOf(page, `affected set ${kind}`);
      const { items } = await everyMessage();
      expect(items.map(({ header }) => header.messageControlId).toSorted()).toEqual(wrong.toSorted());
    });

    it('EXAMPLE: a colleague opens it by its address the next day, and it is the same', async () => {
      await sendAt(desk, ['LATER-1']);
      await desk.call('accounts.create', { ...colleague, roles: ['operator'] });
      await visit(screen.page, '/overview');
      await signOut(screen);
      await signIn(screen, colleague);
      await visit(screen.page, setAddress);
      await total(wrong.length).waitFor();
      await screen.page.getByLabel(screen.text('affected.notes.new')).fill('Laboratoriet har fått lista');
      await screen.page.getByRole('button', { name: screen.text('affected.notes.add') }).click();
      await main().getByText('Laboratoriet har fått lista', { exact: true }).and(main().locator('p')).waitFor();
      expect((await everyMessage()).items).toHaveLength(wrong.length);
      // Whoever works on it may not carry it out of the console.
      expect(await screen.page.getByRole('button', { name: screen.text('affected.export') }).count()).toBe(0);
      await signOut(screen);
      await signIn(screen, account);
      await visit(screen.page, setAddress);
    });
  });

  describe('RULE: the sender and the owner get a file that says what it covers', () => {
    it('EXAMPLE: CSV with a reason, and the log knows of it', async () => {
      const { page, text } = screen;
      await page.getByRole('button', { name: text('affected.export'), exact: true }).click();
      const dialog = page.getByRole('dialog', { name: text('affected.export') });
      await dialog.getByLabel(text('ui.reason')).fill('To the laboratory');
      const saving = page.waitForEvent('download');
      await dialog.getByRole('button', { name: text('affected.export.save') }).click();
      const lines = readFileSync(await (await saving).path(), 'utf8').split('\r\n');
      expect(lines.filter((line) => /;WRONG-\d+;/.test(line))).toHaveLength(wrong.length);
      expect(lines.filter((line) => /FORE-|AFTER-|LATER-/.test(line))).toEqual([]);
      expect(lines).toContain('revision;2');
      expect(lines).toContain('isWhole;true');
      const asked = { person: null, procedure: 'affected.export', target: null, from: null, to: null };
      const { items } = await desk.call('audit.list', { ...asked, cursor: null, limit: 10 });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ outcome: 'ok', summary: 'csv, messages: 40' });
    });
  });

  describe('RULE: the whole list can be sent again, what was delivered too', () => {
    it('EXAMPLE: a plan of it, in which nothing is lost', async () => {
      const { page, text } = screen;
      const setId = setAddress.split('/')[2] ?? '';
      await main()
        .getByRole('button', { name: text('runs.plan.all_other', { number: String(wrong.length) }) })
        .click();
      await page.getByRole('heading', { name: text('runs.one'), level: 1 }).waitFor();
      await main()
        .getByRole('region', { name: text('replay.plan.hazards') })
        .locator('[data-hazard]')
        .first()
        .waitFor();
      await settled(page);
      await pictureOf(page, `affected plan ${kind}`);
      const { items: runs } = await desk.call('runs.list', { cursor: null, limit: 1 });
      const { items } = await desk.call('runs.items', { runId: runs[0]!.runId, ...everyItem });
      const { items: listed } = await everyMessage();
      expect(items.map(({ nativeId }) => nativeId)).toEqual(listed.map(({ nativeId }) => nativeId).toReversed());
      await visit(page, `/affected/${setId}`);
    });
  });

  describe('RULE: what is not covered is said before and after the freezing', () => {
    it('EXAMPLE: a channel that is not indexed', async () => {
      await desk.call('messages.setChannel', { ...place, keySource: 'off', windowHours: 72 });
      await comes('Off', async () => (await channel()).keySource === 'off');
      const { channelName } = await channel();
      await visit(screen.page, `/affected/new/${place.connectionId}/${place.channelId}`);
      await main()
        .getByText(screen.text('affected.missing.notIndexed_one', { count: 1, names: channelName }))
        .waitFor();
      await main().getByText(screen.text('affected.partial'), { exact: true }).waitFor();
      await pictureOf(screen.page, `affected not indexed ${kind}`);
    });
  });

  describe('RULE: the page itself has nothing to complain of', () => {
    it('EXAMPLE: after all this', () => expect(errors).toEqual([]));
  });

  function everyMessage() {
    const part = { receiver: null, sender: null, status: null, isUncertain: null };
    return desk.call('affected.messages', { setId: setAddress.split('/')[2] ?? '', part, cursor: null, limit: 500 });
  }
});
