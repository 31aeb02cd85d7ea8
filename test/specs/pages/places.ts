import { addCondition, addStep } from '../edit-many/actions.ts';
import { account } from '../main-path/actions.ts';
import { lock, settled, unlock, visit } from './actions.ts';
import { causeDetail, causeRows } from './causes.ts';
import { closeOnTop, type Place, page, type Walk } from './place.ts';
import { runPlaces } from './run-places.ts';

const channelOf = ({ failure }: Walk): string => `${failure.connectionId}/${failure.channelId}`;
const messageOf = (walk: Walk): string => `${channelOf(walk)}/${walk.failure.nativeId}`;

/** Every place a person with every role can come to. */
export const places: readonly Place[] = [
  page('overview', () => '/overview'),
  ...['open', 'silences', 'history', 'rules', 'goals'].map((view) => page(`alerts ${view}`, () => `/alerts/${view}`)),
  page('whom to tell', () => '/settings/notify'),
  page('incidents', () => '/incidents'),
  page('incidents resolved', () => '/incidents/resolved'),
  page('handover', () => '/handover'),
  page('handovers', () => '/handover/earlier'),
  page('the checklist', () => '/settings/duty'),
  page('answer', () => '/answer'),
  page('contacts', () => '/contacts'),
  ...['list', 'handled', 'times'].map((view) => page(`overdue answers ${view}`, () => `/overdue/${view}`)),
  page('units', () => '/units'),
  page('units of receivers', () => '/units/expected'),
  page('a channel', (walk) => `/overview/${channelOf(walk)}`),
  {
    name: 'the brake',
    async open(screen, walk) {
      await visit(screen.page, `/overview/${channelOf(walk)}`);
      await screen.page
        .getByRole('main')
        .getByRole('button', { name: screen.text('brake.action.pause'), exact: true })
        .first()
        .click();
      await screen.page.getByRole('dialog').getByLabel(screen.text('ui.reason')).waitFor();
    },
    leave: closeOnTop,
  },
  page('failures', () => '/failures'),
  {
    name: 'failures chosen',
    async open({ page: shown, text }) {
      await visit(shown, '/failures');
      const boxes = shown.getByRole('grid', { name: text('failures.list') }).getByRole('checkbox');
      await boxes.nth(1).click();
      await boxes.nth(2).click();
      await shown.getByRole('group', { name: text('ui.selectionActions') }).waitFor();
    },
  },
  {
    name: 'edit many without steps',
    async open({ page: shown, text }) {
      await shown.getByRole('button', { name: text('editMany.action') }).click();
      await shown
        .getByRole('grid', { name: text('editMany.list') })
        .getByRole('row')
        .nth(2)
        .waitFor();
      await settled(shown);
    },
  },
  {
    name: 'edit many',
    async open(screen) {
      const { page: shown, text } = screen;
      const card = await addStep(screen, 'map');
      await card.getByLabel(text('editMany.path'), { exact: true }).fill('PV1-3.1');
      await card.getByLabel(text('editMany.table')).fill('MED1\tKIR2\nMED2\tKIR3');
      await addCondition(screen, card, 'MSH-9.1', 'ORU');
      const rows = shown.getByRole('grid', { name: text('editMany.list') }).locator('[data-row-id]');
      await rows.locator('[data-outcome="changed"]').first().waitFor();
      await rows.first().click();
      await shown
        .getByRole('region', { name: text('editMany.detail') })
        .getByRole('table')
        .waitFor();
      await settled(shown);
    },
  },
  {
    name: 'edit many places',
    async open(screen) {
      const { page: shown, text } = screen;
      const card = await addStep(screen, 'move');
      const place = card.getByLabel(text('editMany.path.from'), { exact: true });
      await place.pressSequentially('PV1-');
      await shown.getByRole('option', { name: /PV1-3/ }).first().waitFor();
    },
    async leave({ page: shown, text }) {
      await shown.keyboard.press('Escape');
      await shown.getByRole('button', { name: text('editMany.clearSteps') }).click();
      await shown.getByText(text('editMany.noSteps')).waitFor();
    },
  },
  {
    name: 'causes',
    async open(screen) {
      await visit(screen.page, '/failures/groups');
      await causeRows(screen).first().waitFor();
    },
  },
  {
    name: 'causes chosen',
    async open(screen) {
      await causeRows(screen).nth(1).getByRole('checkbox').click();
      await screen.page.keyboard.press('.');
      await screen.page.getByRole('menuitem', { name: screen.text('groups.act.assign') }).waitFor();
    },
    async leave({ page: shown }) {
      await shown.keyboard.press('Escape');
      await shown.getByRole('menu').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'a cause',
    async open(screen, { failure }) {
      await visit(screen.page, `/failures/groups/${failure.groupId}`);
      await causeDetail(screen).getByRole('grid').waitFor();
      await settled(screen.page);
    },
  },
  {
    name: 'a note on a cause',
    async open({ page: shown, text }) {
      await shown.keyboard.press('n');
      await shown.getByRole('dialog').getByLabel(text('groups.field.note')).fill('The receiver has been told');
    },
    async leave({ page: shown, text }) {
      await shown
        .getByRole('dialog')
        .getByRole('button', { name: text('groups.save') })
        .click();
      await shown.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'why a failure is in its cause',
    async open(screen) {
      await causeDetail(screen)
        .getByRole('button', { name: screen.text('groups.why') })
        .click();
      await screen.page.getByRole('dialog').getByText(screen.text('groups.why.template'), { exact: true }).waitFor();
    },
    leave: closeOnTop,
  },
  {
    name: 'a message of a cause',
    async open({ page: shown, text }, walk) {
      await visit(shown, `/failures/groups/${walk.failure.groupId}/${messageOf(walk)}`);
      await shown.getByRole('tree', { name: text('message.tree') }).waitFor();
      await settled(shown);
    },
  },
  {
    name: 'a message',
    async open({ page: shown, text }, walk) {
      await visit(shown, `/failures/${messageOf(walk)}`);
      await shown.getByRole('tree', { name: text('message.tree') }).waitFor();
      await settled(shown);
    },
  },
  {
    name: 'reveal',
    async open({ page: shown, text }) {
      await shown.getByRole('button', { name: text('message.reveal'), exact: true }).click();
      await shown.getByRole('dialog').getByLabel(text('ui.reason')).waitFor();
    },
    async leave({ page: shown, text }) {
      const dialog = shown.getByRole('dialog');
      await dialog.getByLabel(text('ui.reason')).fill('Ward asks');
      await dialog.getByRole('button', { name: text('message.reveal'), exact: true }).click();
      await shown.getByRole('timer').waitFor();
    },
  },
  { name: 'a message revealed', open: ({ page: shown }) => settled(shown) },
  {
    name: 'forms to copy',
    async open({ page: shown, text }) {
      await shown.getByRole('button', { name: text('copy.title') }).click();
      await shown.getByRole('menuitem', { name: text('copy.form.de-identified') }).waitFor();
    },
    async leave({ page: shown }) {
      await shown.keyboard.press('Escape');
      await shown.getByRole('menu').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'a comparison',
    async open({ page: shown, text }) {
      await shown.getByRole('button', { name: text('compare.title') }).click();
      const forms = shown.getByRole('menuitem', { name: text('message.stage.encoded') });
      await forms.first().click();
      await shown.getByRole('heading', { name: text('compare.title'), level: 1 }).waitFor();
      await settled(shown);
    },
    async leave({ page: shown, text }) {
      await shown.goBack();
      await shown.getByRole('tree', { name: text('message.tree') }).waitFor();
      await settled(shown);
    },
  },
  {
    name: 'edit',
    async open({ page: shown, text }) {
      await shown.keyboard.press('e');
      const editor = shown.getByRole('region', { name: text('edit.title') });
      for (const path of ['PV1', 'PV1-3', 'PV1-3[1].1']) await editor.locator(`[data-path="${path}"]`).click();
      await editor.getByRole('tree').press('e');
      const field = shown.getByRole('textbox', { name: 'PV1-3[1].1' });
      await field.fill('KIR2');
      await field.press('Enter');
      await editor
        .getByRole('region', { name: text('edit.difference') })
        .getByRole('table')
        .waitFor();
      await settled(shown);
    },
    async leave({ page: shown, text }) {
      await shown.getByRole('button', { name: text('edit.done') }).click();
      const leave = shown.getByRole('dialog', { name: text('edit.leave.title') });
      await leave.getByRole('button', { name: text('edit.leave.confirm') }).click();
      await shown.getByRole('button', { name: text('message.hide') }).click();
      await shown.getByRole('button', { name: text('message.reveal'), exact: true }).waitFor();
    },
  },
  {
    name: 'replay',
    async open({ page: shown, text }) {
      await shown.keyboard.press('r');
      await shown.getByRole('dialog').getByLabel(text('replay.plan.reason')).waitFor();
      await shown
        .getByRole('dialog')
        .getByRole('list', { name: text('replay.plan.hazards') })
        .getByRole('button')
        .click();
    },
    leave: closeOnTop,
  },
  page('waiting', () => '/waiting'),
  page('replays', () => '/replays'),
  page('approvals', () => '/replays/approvals'),
  page('a replay', (walk) => `/replays/${walk.replayId}`),
  ...runPlaces,
  page('all messages', () => '/messages'),
  page('a message of all', (walk) => `/messages/${messageOf(walk)}`),
  {
    name: 'a sender list reconciled',
    async open({ page: shown, text }) {
      await visit(shown, '/reconcile');
      await shown.getByLabel(text('messages.reconcile.ids')).fill('PLACES-1\nGONE-1');
      await shown.getByRole('button', { name: text('messages.reconcile.ask_other', { count: 2 }) }).click();
      await shown.getByRole('grid', { name: text('messages.reconcile.list') }).waitFor();
      await settled(shown);
    },
  },
  {
    name: 'a new affected list',
    async open({ page: shown, text }, walk) {
      await visit(shown, `/affected/new/${channelOf(walk)}`);
      await shown.getByRole('region', { name: text('affected.counts') }).waitFor();
    },
  },
  {
    name: 'an affected list',
    async open({ page: shown, text }) {
      await shown.getByLabel(text('affected.name'), { exact: true }).fill('Revision 17');
      await shown.locator('main button[type="submit"]:not([disabled])').click();
      await shown
        .getByRole('grid', { name: text('affected.messages') })
        .locator('[data-row-id]')
        .first()
        .waitFor();
      await settled(shown);
    },
  },
  page('affected lists', () => '/affected'),
  page('audit', () => '/audit'),
  page('connections', () => '/settings/connections'),
  page('the index of messages', () => '/settings/index'),
  page('a new connection', () => '/settings/connections/new'),
  page('preferences', () => '/settings/preferences'),
  page('accounts', () => '/settings/accounts'),
  page('rule profiles', () => '/settings/profiles'),
  {
    name: 'a new rule profile',
    async open({ page: shown, text }) {
      await visit(shown, '/settings/profiles');
      await shown.getByRole('button', { name: text('profiles.add') }).click();
      const dialog = shown.getByRole('dialog', { name: text('profiles.add') });
      await dialog.getByRole('button', { name: text('profiles.example') }).click();
      await dialog.getByLabel(text('ui.reason')).fill('The laboratory asks for it');
      await dialog.locator('button:not([disabled])', { hasText: text('profiles.add') }).waitFor();
    },
    leave: closeOnTop,
  },
  page('own causes', () => '/settings/causes'),
  {
    name: 'a new own cause',
    async open({ page: shown, text }) {
      await visit(shown, '/settings/causes');
      await shown.getByRole('button', { name: text('groups.rules.add') }).click();
      const dialog = shown.getByRole('dialog', { name: text('groups.rules.add') });
      await dialog.getByLabel(text('groups.rules.name'), { exact: true }).fill('Ward list');
      await dialog.getByLabel(text('groups.rules.text'), { exact: true }).fill('unknown*ward');
      await dialog.getByRole('button', { name: text('groups.rules.try') }).click();
      await dialog.getByText(text('groups.rules.foundNone')).waitFor();
    },
    leave: closeOnTop,
  },
  page('rules for sending again', () => '/settings/resending'),
  page('installation', () => '/settings/installation'),
  page('storage', () => '/settings/storage'),
  page('no such page', () => '/nowhere'),
  {
    name: 'practice drawer',
    async open({ page: shown, text }) {
      await visit(shown, '/overview');
      await shown.getByRole('button', { name: text('practice.open') }).click();
      await shown
        .getByRole('dialog')
        .getByRole('heading', { name: text('practice.receivers') })
        .waitFor();
    },
    leave: closeOnTop,
  },
  {
    name: 'palette',
    async open({ page: shown, text }) {
      await shown.keyboard.press('Control+k');
      await shown.getByRole('listbox', { name: text('palette.results') }).waitFor();
    },
    leave: closeOnTop,
  },
  {
    name: 'wipe',
    async open({ page: shown, text }) {
      await visit(shown, '/settings/storage');
      await shown.getByRole('button', { name: text('settings.wipeAction') }).click();
      const dialog = shown.getByRole('dialog', { name: text('settings.wipeTitle') });
      await dialog
        .getByLabel(text('settings.wipeType', { word: text('settings.wipeWord') }))
        .fill(text('settings.wipeWord'));
      await dialog.getByLabel(text('ui.reason')).fill('Given away');
      await dialog.locator('button:not([disabled])', { hasText: text('settings.wipeAction') }).waitFor();
    },
    leave: closeOnTop,
  },
  {
    name: 'keyboard sheet',
    async open({ page: shown, text }) {
      await shown.keyboard.press('?');
      await shown.getByRole('dialog', { name: text('keys.sheet') }).waitFor();
    },
    leave: closeOnTop,
  },
  {
    name: 'lock',
    async open(screen) {
      await lock(screen);
      await screen.page.getByRole('button', { name: screen.text('accounts.unlock') }).waitFor();
    },
    leave: (screen) => unlock(screen, account.secret),
  },
];
