import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Screen } from '../main-path/actions.ts';
import { type Console, openConsole } from '../shells.ts';
import { severeFindings } from './accessibility.ts';
import { visit } from './actions.ts';
import { watchErrors } from './page-errors.ts';
import { signedIn } from './preconditions.ts';
import { rawTexts } from './raw-text.ts';

describe('FEATURE: the figures of a channel over time', () => {
  let opened: Console;
  let screen: Screen;
  let errors: string[];
  let address: string;

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    errors = watchErrors(opened.page);
    const started = await signedIn(opened);
    screen = started.screen;
    // The engine has told its channels a moment after the core is there.
    const channel = await vi.waitUntil(async () => (await started.cli.call('monitor.overview', {})).channels[0], {
      timeout: 60_000,
      interval: 250,
    });
    address = `/overview/${channel.connectionId}/${channel.channelId}`;
    await visit(screen.page, `${address}?range=15m`);
  });
  afterAll(() => opened?.close());

  const chart = () => screen.page.getByRole('figure', { name: screen.text('series.throughput') });

  describe('RULE: what is shown stands in the address', () => {
    it('EXAMPLE: a range, and a stretch drawn over with the pointer', async () => {
      await screen.page.getByText(screen.text('overview.range.6h'), { exact: true }).click();
      await screen.page.waitForURL(/range=6h/);
      const box = await chart().locator('.recharts-cartesian-grid').boundingBox();
      if (box === null) throw new TypeError('No chart is drawn.');
      await screen.page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
      await screen.page.mouse.down();
      await screen.page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 4 });
      await screen.page.mouse.up();
      await screen.page.waitForURL(/from=.*to=/);
      await screen.page.goBack();
      await screen.page.waitForURL(/range=6h/);
    });
  });

  describe('RULE: a picture is a table and a file as well', () => {
    it('EXAMPLE: by one key, and saved for a spreadsheet', async () => {
      await chart().waitFor();
      await screen.page.keyboard.press('t');
      const table = screen.page.getByRole('region', { name: screen.text('chart.table') });
      await table.getByRole('row').nth(1).waitFor();
      const downloads = screen.page.waitForEvent('download');
      await screen.page.getByText(screen.text('series.csv'), { exact: true }).click();
      const csv = readFileSync(await (await downloads).path(), 'utf8');
      expect(csv).toMatch(/^time;received;sent;/);
      await screen.page.keyboard.press('t');
      await chart().waitFor();
      expect(await rawTexts(screen.page)).toEqual([]);
      expect(await severeFindings(screen.page)).toEqual([]);
      expect(errors).toEqual([]);
    });
  });
});
