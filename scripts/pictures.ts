import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { createCli } from '../test/specs/cli.ts';
import { account, createFirstAccount, goTo, reveal, type Screen } from '../test/specs/main-path/actions.ts';
import { visit } from '../test/specs/pages/actions.ts';
import { causeDetail, causeRows } from '../test/specs/pages/causes.ts';
import { openConsole } from '../test/specs/shells.ts';
import { readTexts, type SpecLanguage } from '../test/specs/texts.ts';

/** `npm run pictures`: takes README's pictures from the running console with the practice engine. */
const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
const size = { width: 1280, height: 800 };
const settleMs = 90_000;

mkdirSync(folder, { recursive: true });
const opened = await openConsole('browser', { language: 'nb' });
const { page } = opened;
await page.setViewportSize(size);
try {
  await createFirstAccount({ page, text: readTexts('nb') });
  const cli = createCli(opened.folders, account);
  const show = async (language: SpecLanguage, theme: 'light' | 'dark'): Promise<Screen> => {
    await cli.call('settings.updatePreferences', { language, theme, density: 'dense' });
    const screen = { page, text: readTexts(language) };
    await page.getByRole('link', { name: screen.text('nav.audit') }).waitFor();
    return screen;
  };

  await cli.call('practice.setSpeed', { speed: 8 });
  const nbLight = await show('nb', 'light');
  await page.waitForTimeout(settleMs);
  await take('overview-light-nb');
  await goTo(nbLight, 'nav.failures', 'failures.title');
  await firstRow(nbLight).waitFor();
  await take('failures-light-nb');
  await page.getByText(nbLight.text('groups.view.causes'), { exact: true }).click();
  await causeRows(nbLight).first().click();
  await causeDetail(nbLight).waitFor();
  await take('causes-light-nb');
  await causeDetail(nbLight)
    .getByRole('button', { name: new RegExp(`^${nbLight.text('runs.plan.action')}`) })
    .click();
  await page
    .getByRole('region', { name: nbLight.text('replay.plan.hazards') })
    .locator('[data-hazard]')
    .first()
    .waitFor();
  await take('run-light-nb');
  await goTo(nbLight, 'nav.failures', 'failures.title');
  await page.getByText(nbLight.text('groups.view.messages'), { exact: true }).click();
  await firstRow(nbLight).waitFor();

  const nbDark = await show('nb', 'dark');
  await firstRow(nbDark).click();
  await page.getByRole('tree').getByText('PID', { exact: true }).click();
  await take('message-dark-nb');

  const enLight = await show('en', 'light');
  await reveal(enLight, 'Ward asks for the result');
  await page.keyboard.press('e');
  await page.getByRole('region', { name: enLight.text('edit.title') }).waitFor();
  await editFirst(enLight, page);
  await take('edit-light-en');

  const enDark = await show('en', 'dark');
  await page.getByRole('button', { name: enDark.text('edit.replay') }).click();
  await page.getByRole('dialog').getByLabel(enDark.text('replay.plan.reason')).waitFor();
  await take('replay-dark-en');
  await page.keyboard.press('Escape');
  const { channels } = await cli.call('monitor.overview', {});
  const busiest = channels.toSorted((a, b) => b.counters.received - a.counters.received)[0];
  await visit(page, `/overview/${busiest?.connectionId}/${busiest?.channelId}?range=15m`);
  await page.getByRole('figure', { name: enDark.text('series.throughput') }).waitFor();
  await take('channel-dark-en');

  for (const scenarioId of ['receiver-down-no-queue', 'receiver-down-queue', 'urgent-results'])
    await cli.call('practice.switchScenario', { scenarioId, isActive: true });
  const nbAlerts = await show('nb', 'light');
  await goTo(nbAlerts, 'nav.alerts', 'nav.alerts');
  await page.locator('[data-severity="critical"]').first().waitFor({ timeout: settleMs });
  await page.waitForTimeout(settleMs / 3);
  await take('alerts-light-nb');
} finally {
  await opened.close();
}

function firstRow({ page: shown, text }: Screen): Locator {
  return shown
    .getByRole('grid', { name: text('failures.list') })
    .getByRole('row')
    .nth(1);
}

async function editFirst({ text }: Screen, shown: Page): Promise<void> {
  const tree = shown.getByRole('region', { name: text('edit.title') }).getByRole('tree');
  await tree.locator('[data-path="MSH"]').click();
  await tree.locator('[data-path="MSH-5"]').click();
  await tree.press('e');
  const field = shown.getByRole('textbox', { name: 'MSH-5' });
  await field.fill('LAB2');
  await field.press('Enter');
  await shown
    .getByRole('region', { name: text('edit.difference') })
    .getByRole('cell', { name: 'LAB2', exact: true })
    .waitFor();
}

async function take(name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}
