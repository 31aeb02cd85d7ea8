import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { type CoreDesk, openDesk } from '../core-desk.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { passThrough, person } from '../main-path/preconditions.ts';
import { sendAt } from '../messages-sent.ts';
import { settled, visit } from '../pages/actions.ts';
import { causeDetail } from '../pages/causes.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const controlIds = Array.from({ length: 6 }, (_, index) => `RUN-PAGE-${index + 1}`);
const everythingOpen = {
  ...{ connectionId: null, channelId: null, kind: null, from: null, to: null, text: 'RUN-PAGE', groupId: null },
  state: 'open',
} as const;

describe.each(consoleKinds())('FEATURE: many messages sent again from the pages, in the %s shell', (kind) => {
  let opened: Console;
  let desk: CoreDesk;
  let screen: Screen;
  let failure: Failure;
  let errors: string[];
  /** With those that the practice engine had failing of the same cause when it began. */
  let mine: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    screen = { page: opened.page, text: readTexts('nb') };
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await createFirstAccount(screen);
    desk = await openDesk(opened.folders, account);
    await comes('The practice engine', async () => (await desk.call('practice.status', {})).isRunning);
    await desk.call('practice.setSpeed', { speed: 0 });
    await receiverIs('down');
    await sendAt(desk, controlIds);
    await comes('The failures', async () => (await failures()).length === controlIds.length);
    await receiverIs('up');
    failure = (await failures())[0]!;
    const filter = { ...everythingOpen, text: null, groupId: failure.groupId };
    const { items } = await desk.call('failures.list', { filter, cursor: null, limit: 50 });
    mine = items.map(({ header }) => header.messageControlId ?? '');
  }, 120_000);
  // What the core knows of the run tells more than a text that never came.
  beforeEach(() => onTestFailed(async () => console.error(await runsAsTheyAre())));
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
  async function runsAsTheyAre(): Promise<string> {
    const { items } = await desk.call('runs.list', { cursor: null, limit: 5 });
    const withMessages = items.map(async (run) => ({
      run,
      messages: (await desk.call('runs.items', { runId: run.runId, only: null, after: 0, skip: 0, limit: 50 })).items,
      received: await received(),
    }));
    return JSON.stringify(await Promise.all(withMessages), null, 1);
  }
  const receiverIs = (mode: 'up' | 'down') =>
    desk.call('practice.setReceiver', { receiverId: passThrough.receiverId, mode });
  const failures = async () =>
    (await desk.call('failures.list', { filter: everythingOpen, cursor: null, limit: 50 })).items;
  const received = async (): Promise<string[]> => {
    const { items } = await desk.call('practice.receiverLog', { receiverId: passThrough.receiverId });
    return items.map(({ messageControlId }) => messageControlId ?? '').filter((id) => mine.includes(id));
  };
  const main = (): Locator => screen.page.getByRole('main');
  const button = (key: string): Locator => main().getByRole('button', { name: screen.text(key), exact: true });
  /** Messages of one patient wait for each other's outcome, so that a run has its time. */
  const says = (key: string): Promise<void> => main().getByText(screen.text(key)).first().waitFor({ timeout: 60_000 });

  describe('RULE: a plan says what could go wrong before anything is sent', () => {
    it('EXAMPLE: from a cause, all its messages', async () => {
      const { page, text } = screen;
      await visit(page, `/failures/groups/${failure.groupId}`);
      await causeDetail(screen).getByRole('grid').waitFor();
      await pictureOf(page, `run cause ${kind}`);
      await causeDetail(screen)
        .getByRole('button', { name: text('runs.plan.all_other', { number: '9' }) })
        .click();
      await page.getByRole('heading', { name: text('runs.one'), level: 1 }).waitFor();
      await main()
        .getByRole('region', { name: text('replay.plan.hazards') })
        .locator('[data-hazard]')
        .first()
        .waitFor();
      await main()
        .getByRole('grid', { name: text('runs.items') })
        .locator('[data-row-id]')
        .nth(8)
        .waitFor();
      await settled(page);
      await pictureOf(page, `run plan ${kind}`);
      expect(await received()).toEqual([]);
    });
  });

  describe('RULE: which versions go, and when, is chosen beside it', () => {
    it('EXAMPLE: the newest only, when the receiver is back: so many are older, and nothing is sent', async () => {
      const { page, text } = screen;
      const newest = main().getByRole('checkbox', { name: text('runs.settings.newestOnly') });
      const whenBack = main().getByRole('checkbox', { name: text('runs.settings.whenBack') });
      await newest.check();
      await main()
        .getByText(text('runs.versions.older_other', { count: '5' }))
        .waitFor();
      await whenBack.check();
      expect(await main().getByLabel(text('runs.settings.startsAt')).isDisabled()).toBe(true);
      await main()
        .getByRole('button', { name: text('runs.start.later_other', { number: '9' }) })
        .waitFor();
      await whenBack.scrollIntoViewIfNeeded();
      await settled(page);
      await pictureOf(page, `run versions ${kind}`);
      await page.emulateMedia({ colorScheme: 'dark' });
      await pictureOf(page, `run versions dark ${kind}`);
      await page.emulateMedia({ colorScheme: 'light' });
      await whenBack.uncheck();
      await newest.uncheck();
      expect(await received()).toEqual([]);
    });
  });

  describe('RULE: it goes when a person has said how, and why', () => {
    it('EXAMPLE: a test message first; pressed twice it is sent once', async () => {
      const { page, text } = screen;
      for (const box of await main()
        .getByRole('checkbox', { name: new RegExp(`^${text('runs.sample.letThrough')}`) })
        .all())
        await box.check();
      await main()
        .getByRole('checkbox', { name: text('runs.settings.pause') })
        .check();
      await main().getByLabel(text('runs.settings.rate')).fill('40');
      await main().getByLabel(text('replay.plan.reason')).fill('Mottakeren er oppe igjen');
      await main()
        .getByRole('button', { name: text('runs.start.send_other', { number: '9' }) })
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(text('environment.PRACTICE'), { exact: true }).waitFor();
      await pictureOf(page, `run start ${kind}`);
      await dialog.getByRole('button', { name: text('runs.start.send_other', { number: '9' }) }).dblclick();
      await says('runs.pause.test-done');
      await settled(page);
      await pictureOf(page, `run tested ${kind}`);
      expect(await received()).toHaveLength(1);
    });

    it('EXAMPLE: the rest goes when told, stops when told, and goes on', async () => {
      const { page, text } = screen;
      await main()
        .getByRole('button', { name: text('runs.act.resume_other', { number: '8' }) })
        .click();
      await button('runs.act.pause').click();
      await says('runs.pause.by-person');
      await pictureOf(page, `run paused ${kind}`);
      const before = await received();
      expect(before.length).toBeLessThan(mine.length);
      await main()
        .getByRole('button', { name: new RegExp(`^${text('runs.act.resume_other').split(':')[0]}`) })
        .click();
      await says('runs.standing.finished');
      await comes('The last', async () => (await received()).length >= mine.length);
      expect((await received()).toSorted()).toEqual(mine.toSorted());
      await settled(page);
      await pictureOf(page, `run finished ${kind}`);
    });

    it('EXAMPLE: every message leads to its own replay', async () => {
      const { page, text } = screen;
      await main()
        .getByRole('grid', { name: text('runs.items') })
        .locator('[data-row-id]')
        .first()
        .click();
      await main()
        .getByRole('region', { name: text('replay.outcome') })
        .waitFor();
      await page.goBack();
      await says('runs.standing.finished');
    });
  });

  describe('RULE: the owner of the system gets a report', () => {
    it('EXAMPLE: a page to print in the language of the owner, with who takes it from here', async () => {
      const { page, text } = screen;
      await button('runs.report').click();
      const dialog = page.getByRole('dialog', { name: text('runs.report.title') });
      await dialog.getByLabel(text('runs.report.owner')).fill('Vakt B');
      await dialog.getByRole('combobox', { name: text('runs.report.language') }).click();
      await page.getByRole('option', { name: text('settings.language.nn') }).click();
      const saving = page.waitForEvent('download');
      await dialog.getByRole('button', { name: text('runs.report.save'), exact: true }).click();
      const html = readFileSync(await (await saving).path(), 'utf8');
      const nynorsk = readTexts('nn');
      for (const words of [
        '<html lang="nn">',
        nynorsk('report.delays'),
        'Vakt B',
        'Mottakeren er oppe igjen',
        mine[0]!,
      ])
        expect(html).toContain(words);
      expect(html).not.toContain(person.number);
      expect(html).not.toContain(person.family);
      const asked = { person: null, procedure: 'runs.report', target: null, from: null, to: null };
      const { items } = await desk.call('audit.list', { ...asked, cursor: null, limit: 10 });
      expect(items).toMatchObject([{ outcome: 'ok', summary: `html, messages: ${mine.length}` }]);
    });

    it('EXAMPLE: it stands in the list of runs, and its address opens it again', async () => {
      const { page, text } = screen;
      const address = new URL(page.url()).hash.slice(1);
      await page.keyboard.press('Escape');
      const rows = main()
        .getByRole('grid', { name: text('runs.list') })
        .locator('[data-row-id]');
      await rows.getByText('Mottakeren er oppe igjen').waitFor();
      await pictureOf(page, `runs ${kind}`);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await says('runs.standing.finished');
      expect(new URL(page.url()).hash.slice(1)).toBe(address);
    });
  });

  describe('RULE: the page itself has nothing to complain of', () => {
    it('EXAMPLE: after all this', () => expect(errors).toEqual([]));
  });
});
