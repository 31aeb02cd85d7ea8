import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import { goTo, type Screen } from '../main-path/actions.ts';
import { auditOf } from '../main-path/questions.ts';
import { severeFindings } from '../pages/accessibility.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { readsIn, signedIn } from '../pages/preconditions.ts';
import { refusal } from '../pages/refusal.ts';
import { type Console, openConsole } from '../shells.ts';
import { addStep, revealAll, stepCards } from './actions.ts';
import { resultsFail } from './preconditions.ts';

const count = 54;
const wards = Object.fromEntries(
  Array.from({ length: count }, (_, place) => [`LOT-${place}`, place % 3 === 0 ? 'KIR1' : 'MED1']),
);
const soon = { timeout: 15_000 };
const windows = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

describe('FEATURE: the same edit on fifty-four messages', () => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    errors = watchErrors(opened.page);
    cli = (await signedIn(opened)).cli;
    await resultsFail(cli, wards);
    screen = await readsIn(opened.page, cli, 'nn');
  }, 120_000);
  afterAll(() => opened?.close());

  const chip = (group: string) =>
    screen.page.getByRole('button', { name: new RegExp(`^${screen.text(`editMany.group.${group}`)} \\d`) });
  const counted = async (group: string): Promise<number> =>
    Number(
      /\d+/.exec(
        (await chip(group)
          .textContent({ timeout: 500 })
          .catch(() => '')) ?? '',
      )?.[0] ?? 0,
    );

  it('EXAMPLE: all that are loaded are chosen by one key', async () => {
    await goTo(screen, 'nav.failures', 'failures.title');
    const { page, text } = screen;
    const field = page.getByRole('textbox', { name: text('failures.filter.text') });
    await field.fill('LOT-');
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount'), soon).toBe(String(count + 1));
    await field.press('Escape');
    await page.keyboard.press('ControlOrMeta+a');
    await page.getByRole('button', { name: text('editMany.action') }).click();
    await page.getByRole('heading', { name: text('editMany.title'), level: 1 }).waitFor();
  });

  it('EXAMPLE: each says what becomes of it, and a filter shows those of one outcome', async () => {
    const { page, text } = screen;
    const card = await addStep(screen, 'map');
    await card.getByLabel(text('editMany.path'), { exact: true }).fill('PV1-3.1');
    await card.getByLabel(text('editMany.table')).fill('MED1;KIR2');
    await expect.poll(() => counted('changed'), soon).toBe((count / 3) * 2);
    expect(await counted('unchanged')).toBe(count / 3);
    await chip('unchanged').click();
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(count / 3 + 1));
    await chip('unchanged').click();
  });

  it('EXAMPLE: what could not be tried says why, and is tried again', async () => {
    const { page, text } = screen;
    const asked = '**/rpc/message.previewEditOfMany';
    await page.route(asked, (route) => route.fulfill({ body: refusal(), contentType: 'application/octet-stream' }));
    await stepCards(screen).getByLabel(text('editMany.table')).fill('MED1;KIR9');
    const alert = page.getByRole('alert').filter({ hasText: text('error.STORE_UNAVAILABLE') });
    await alert.waitFor();
    await pictureOf(page, 'edit many error');
    expect(await severeFindings(page)).toEqual([]);
    await page.unroute(asked);
    await alert.getByRole('button', { name: text('editMany.goOn_other', { count }) }).click();
    await expect.poll(() => counted('changed'), soon).toBe((count / 3) * 2);
    expect(await alert.count()).toBe(0);
    await stepCards(screen).getByLabel(text('editMany.table')).fill('MED1;KIR2');
  });

  it('EXAMPLE: a table that does not know a value refuses the message, when it is to', async () => {
    const { text } = screen;
    await stepCards(screen).getByText(text('editMany.otherwise.refuse')).click();
    await expect.poll(() => counted('refused'), soon).toBe(count / 3);
    await stepCards(screen).getByText(text('editMany.otherwise.keep')).click();
    await expect.poll(() => counted('refused'), soon).toBe(0);
  });

  it('EXAMPLE: more than can be revealed at once are revealed in parts, with one reason', async () => {
    const { text } = screen;
    const card = await addStep(screen, 'replace');
    await card.getByLabel(text('editMany.path'), { exact: true }).fill('PID-5.2');
    await card.getByLabel(text('editMany.find')).fill('Solveig');
    await card.getByLabel(text('editMany.replaceBy')).fill('Sunniva');
    await expect.poll(() => counted('needs-reveal'), soon).toBe(count);
    await revealAll(screen, count, 'The registry changed the name');
    await expect.poll(() => counted('changed'), soon).toBe(count);
    const entries = await auditOf(cli, 'message.revealMany');
    expect(entries.map(({ reason }) => reason)).toEqual(Array(2).fill('The registry changed the name'));
  });

  it.each(windows)('EXAMPLE: it fits a window of $width by $height', async (size) => {
    const { page } = screen;
    await page.setViewportSize(size);
    await page.getByRole('grid').locator('[data-row-id]').nth(1).click();
    await page.getByRole('table').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await pictureOf(page, `edit many ${size.width} ${colorScheme}`);
    }
    const wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate(wide)).toBe(false);
    expect(await severeFindings(page)).toEqual([]);
  });

  it('EXAMPLE: the steps are saved as a file, and read back from it', async () => {
    const { page, text } = screen;
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: text('editMany.exportSteps') }).click();
    const path = await (await saving).path();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([
      { kind: 'map', path: 'PV1-3.1', table: [{ from: 'MED1', to: 'KIR2' }], otherwise: 'keep', when: [] },
      { kind: 'replace', path: 'PID-5.2', find: 'Solveig', text: 'Sunniva', when: [] },
    ]);
    await page.getByRole('button', { name: text('editMany.clearSteps') }).click();
    await expect.poll(() => stepCards(screen).count()).toBe(0);
    await page.locator('input[type="file"]').setInputFiles(path);
    await expect.poll(() => counted('changed'), soon).toBe(count);
  });

  it('EXAMPLE: the list is saved with ids and outcomes, and nothing of the content', async () => {
    const { page, text } = screen;
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: text('editMany.saveList') }).click();
    const lines = readFileSync(await (await saving).path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(count + 1);
    expect(lines.filter((line) => /LOT-\d+;ORU\^R01;/.test(line))).toHaveLength(count);
    for (const content of ['Solveig', 'Sunniva', 'MED1', 'KIR2']) expect(lines.join()).not.toContain(content);
  });

  it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
});
