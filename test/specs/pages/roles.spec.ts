import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import type { Screen } from '../main-path/actions.ts';
import { type Console, openConsole } from '../shells.ts';
import { signIn, signOut, visit } from './actions.ts';
import { causeDetail } from './causes.ts';
import { watchErrors } from './page-errors.ts';
import { cancelledRun, failedMessage, messagesFail, plannedRun, replayed, signedIn } from './preconditions.ts';

const reader = { name: 'Rita Leser', secret: 'reader-password-1' } as const;
const liaison = { name: 'Liv Kontaktperson', secret: 'liaison-password-1' } as const;

describe('FEATURE: one is offered what one may do', () => {
  let opened: Console;
  let screen: Screen;
  let failure: Failure;
  let replayId: string;
  let runIds: string[];
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    const started = await signedIn(opened);
    screen = started.screen;
    await messagesFail(started.cli, ['ROLES-1', 'ROLES-2']);
    failure = await failedMessage(started.cli, 'ROLES-1');
    replayId = await replayed(started.cli, await failedMessage(started.cli, 'ROLES-2'));
    runIds = [await plannedRun(started.cli, failure), await cancelledRun(started.cli, failure)];
    await started.cli.call('accounts.create', { ...reader, roles: ['clinical-owner'] });
    await started.cli.call('accounts.create', { ...liaison, roles: ['liaison'] });
    await signOut(screen);
    errors = watchErrors(opened.page);
    await signIn(screen, reader);
  });
  afterAll(() => opened?.close());

  const button = (key: string): Locator => screen.page.getByRole('button', { name: screen.text(key), exact: true });
  const absent = async (...keys: string[]): Promise<void> => {
    for (const key of keys) expect(await button(key).count(), key).toBe(0);
  };
  const message = (): string => `${failure.connectionId}/${failure.channelId}/${failure.nativeId}`;
  const notPermitted = (): Promise<void> =>
    screen.page.getByRole('main').getByText(screen.text('app.notPermitted')).waitFor();

  describe('RULE: who only reads neither edits, replays nor brakes', () => {
    it('EXAMPLE: a message can be read and revealed, not edited or sent again', async () => {
      await visit(screen.page, `/failures/${message()}`);
      await screen.page.getByRole('tree', { name: screen.text('message.tree') }).waitFor();
      await button('message.reveal').waitFor();
      await absent('message.edit', 'message.replay');
    });

    it('EXAMPLE: neither do the keys for it open anything', async () => {
      await screen.page.keyboard.press('r');
      await screen.page.keyboard.press('e');
      expect(await screen.page.getByRole('dialog').count()).toBe(0);
      expect(await screen.page.getByRole('region', { name: screen.text('edit.title') }).count()).toBe(0);
    });

    it('EXAMPLE: chosen failures can be compared, not edited; the address says what is needed', async () => {
      await visit(screen.page, '/failures');
      const boxes = screen.page.getByRole('grid', { name: screen.text('failures.list') }).getByRole('checkbox');
      await boxes.nth(1).click();
      await boxes.nth(2).click();
      await button('failures.compareTwo').waitFor();
      await absent('editMany.action', 'runs.plan.action');
      await visit(screen.page, '/edit-many');
      await notPermitted();
    });

    it('EXAMPLE: a cause is read with its history, and says which role decides', async () => {
      await visit(screen.page, `/failures/groups/${failure.groupId}`);
      const cause = causeDetail(screen);
      await cause.getByText(screen.text('groupKind.connection.next')).waitFor();
      await cause.getByText(screen.text('role.operator')).waitFor();
      await absent('groups.act.acknowledge', 'groups.act.note', 'groups.act.more');
      await screen.page.keyboard.press('n');
      expect(await screen.page.getByRole('dialog').count()).toBe(0);
    });

    it('EXAMPLE: the address of the editor says what is needed', async () => {
      await visit(screen.page, `/failures/${message()}/edit`);
      await notPermitted();
    });

    it('EXAMPLE: a channel shows its state without the brake', async () => {
      await visit(screen.page, `/overview/${failure.connectionId}/${failure.channelId}`);
      await screen.page.getByRole('region', { name: failure.channelName }).waitFor();
      await absent('brake.action.pause', 'brake.action.stop', 'practice.open');
    });

    it('EXAMPLE: a replay shows its outcome without ways to settle it', async () => {
      await visit(screen.page, `/replays/${replayId}`);
      await screen.page.getByRole('region', { name: screen.text('replay.outcome') }).waitFor();
      await absent('replay.settle', 'replay.lookAgain');
    });
  });

  describe('RULE: a run is read by everybody, and moved by those who may send', () => {
    it('EXAMPLE: a plan shows what it covers, and says which role starts it', async () => {
      await visit(screen.page, `/replays/runs/${runIds[0]}`);
      const main = screen.page.getByRole('main');
      await main
        .getByRole('grid', { name: screen.text('runs.items') })
        .locator('[data-row-id]')
        .first()
        .waitFor();
      await main.getByText(screen.text('role.operator')).waitFor();
      await absent('runs.act.drop', 'runs.report.plan');
      expect(await main.getByRole('region', { name: screen.text('runs.start') }).count()).toBe(0);
    });

    it('EXAMPLE: one that ended shows its steps', async () => {
      await visit(screen.page, `/replays/runs/${runIds[1]}`);
      await screen.page.getByRole('region', { name: screen.text('runs.steps') }).waitFor();
      await absent('runs.act.cancel', 'runs.act.drop', 'runs.report');
    });
  });

  describe('RULE: a page out of reach is left out, and says so when opened by its address', () => {
    it('EXAMPLE: the audit log is not in the rail', async () => {
      const rail = screen.page.getByRole('navigation', { name: screen.text('nav.label') });
      await rail.getByRole('link', { name: screen.text('nav.failures') }).waitFor();
      expect(await rail.getByRole('link', { name: screen.text('nav.audit') }).count()).toBe(0);
    });

    it.each(['/audit', '/settings/installation', '/settings/connections/new'])('EXAMPLE: %s', async (address) => {
      await visit(screen.page, address);
      await notPermitted();
    });

    it('EXAMPLE: connections can be seen, not changed', async () => {
      await visit(screen.page, '/settings/connections');
      await screen.page.getByRole('table').waitFor();
      await absent('connections.add', 'connections.edit');
    });
  });

  describe('RULE: the core refuses what the page does not offer', () => {
    it('EXAMPLE: by the command line', async () => {
      const cli: Cli = createCaller(opened.folders, reader);
      const ref = { connectionId: failure.connectionId, channelId: failure.channelId, nativeId: failure.nativeId };
      const planned = await cli.reply('replay.plan', { ref, edit: null, destinationIds: null });
      const everything = { person: null, procedure: null, target: null, from: null, to: null };
      const listed = await cli.reply('audit.list', { cursor: null, limit: 1, ...everything });
      expect([planned, listed].map((reply) => !reply.ok && reply.error.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    });
  });

  describe('RULE: a liaison is told what became of a message, and sees neither it nor lists of others', () => {
    it('EXAMPLE: the call of a ward is the first page, and the rail has what is left', async () => {
      await signOut(screen);
      await visit(screen.page, '/');
      await signIn(screen, liaison);
      await screen.page.getByRole('heading', { name: screen.text('trace.title'), level: 1 }).waitFor();
      const rail = screen.page.getByRole('navigation', { name: screen.text('nav.label') });
      const pages = ['nav.overview', 'nav.alerts', 'nav.answer', 'nav.contacts', 'nav.settings'].map((key) =>
        screen.text(key),
      );
      await expect
        .poll(async () => (await rail.getByRole('link').allTextContents()).map((shown) => shown.replace(/\d.*$/, '')))
        .toEqual(pages);
    });

    it('EXAMPLE: the overview counts failures without a way to them', async () => {
      await visit(screen.page, `/overview/${failure.connectionId}/${failure.channelId}`);
      await screen.page.getByRole('region', { name: failure.channelName }).waitFor();
      const main = screen.page.getByRole('main');
      expect(await main.locator('a[href*="failures"]').count()).toBe(0);
      expect(await main.getByRole('button', { name: screen.text('overview.showFailures') }).count()).toBe(0);
    });

    it.each([
      '/failures',
      '/failures/groups',
      '/waiting',
      '/messages',
      '/affected',
      '/replays',
      '/overdue',
      '/units',
      '/file',
    ])('EXAMPLE: %s', async (address) => {
      await visit(screen.page, address);
      await notPermitted();
    });

    it('EXAMPLE: the message itself', async () => {
      await visit(screen.page, `/message/${message()}`);
      await notPermitted();
    });

    it('EXAMPLE: the core refuses it as well', async () => {
      const cli = createCaller(opened.folders, liaison);
      const ref = { connectionId: failure.connectionId, channelId: failure.channelId, nativeId: failure.nativeId };
      const replies = [
        await cli.reply('message.get', { ref }),
        await cli.reply('failures.get', { failureId: failure.failureId }),
        await cli.reply('replay.get', { replayId }),
        await cli.reply('practice.receiverLog', { receiverId: 'any' }),
      ];
      expect(replies.map((reply) => !reply.ok && reply.error.code)).toEqual(Array(4).fill('FORBIDDEN'));
    });

    it('EXAMPLE: the pages asked for nothing that is refused', () => expect(errors).toEqual([]));
  });
});
