import { settled, visit } from './actions.ts';
import { closeOnTop, type Place, page } from './place.ts';

/** The pages of runs, and what opens on them. */
export const runPlaces: readonly Place[] = [
  page('replay runs', () => '/replays/runs'),
  {
    name: 'a run planned',
    async open({ page: shown, text }, walk) {
      await visit(shown, `/replays/runs/${walk.planId}`);
      await shown
        .getByRole('region', { name: text('replay.plan.hazards') })
        .locator('[data-hazard]')
        .first()
        .waitFor();
      await shown
        .getByRole('region', { name: text('replay.plan.hazards') })
        .getByRole('button')
        .click();
      await settled(shown);
    },
  },
  {
    name: 'a run about to start',
    async open({ page: shown, text }) {
      await shown.getByLabel(text('replay.plan.reason')).fill('The receiver is up');
      await shown
        .getByRole('region', { name: text('runs.start') })
        .getByRole('button')
        .click();
      await shown.getByRole('dialog', { name: text('runs.start.title') }).waitFor();
    },
    leave: closeOnTop,
  },
  {
    name: 'a run as a file',
    async open({ page: shown, text }) {
      await shown.getByRole('button', { name: text('runs.report.plan') }).click();
      await shown.getByRole('dialog', { name: text('runs.report.title.plan') }).waitFor();
    },
    leave: closeOnTop,
  },
  page('a run that ended', (walk) => `/replays/runs/${walk.endedId}`),
];
