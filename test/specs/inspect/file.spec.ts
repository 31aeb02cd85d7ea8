import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goTo, reveal, type Screen } from '../main-path/actions.ts';
import { person } from '../main-path/preconditions.ts';
import { readsIn, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { closeFind, dropFile, findIn, jumpTo } from './actions.ts';
import { largeParts, reportWithOtherUnit, reportWithPicture } from './preconditions.ts';
import { chosenField, textPane, wholePage } from './questions.ts';

const soon = { timeout: 15_000 };
const megabyte = 1024 * 1024;

describe.each(consoleKinds())('FEATURE: reading a message file, in the %s shell', (kind) => {
  let opened: Console;
  let screen: Screen;

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    const { cli } = await signedIn(opened);
    screen = await readsIn(opened.page, cli, 'en');
    await goTo(screen, 'nav.file', 'nav.file');
  }, 60_000);
  afterAll(() => opened?.close());

  async function pick(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(opened.folders.dataDir, '..', name);
    writeFileSync(path, bytes);
    await screen.page.locator('input[type="file"]').setInputFiles(path);
  }

  describe('RULE: a file is read like any message, without an engine', () => {
    it('EXAMPLE: it is masked until it is revealed with a reason', async () => {
      await pick('report.hl7', reportWithPicture('FILE-1'));
      await textPane(screen).getByText('MSH', { exact: true }).waitFor();
      const page = await wholePage(screen);
      for (const secret of [person.number, person.family, person.given]) expect(page).not.toContain(secret);
      await reveal(screen, 'Vendor asks about this file');
      await textPane(screen).getByText(person.family).first().waitFor();
    });

    it('EXAMPLE: a unit that is not as the code asks is told, with the number in each unit it may mean', async () => {
      await pick('units.hl7', reportWithOtherUnit('FILE-U'));
      const units = screen.page.getByRole('region', { name: screen.text('units.title') });
      await units.getByText(screen.text('units.judgement.convertible_molar')).waitFor(soon);
      await units.getByRole('button', { name: `${screen.text('units.steps')}: OBX-5` }).click();
      const readings = units.getByRole('table', { name: screen.text('units.readings') });
      await readings.getByRole('row', { name: /90 mg\/dL.*5\.0/ }).waitFor(soon);
      await readings.getByRole('row', { name: /90 mmol\/L.*90/ }).waitFor(soon);
      expect(await wholePage(screen)).not.toContain(person.family);
    });

    it('EXAMPLE: closed, it is gone', async () => {
      await screen.page.getByRole('button', { name: screen.text('file.close') }).click();
      await screen.page.getByText(screen.text('file.none'), { exact: true }).waitFor();
      expect(await wholePage(screen)).not.toContain(person.family);
    });
  });

  describe('RULE: a message of 50 MB is read as quickly as a small one', () => {
    it('EXAMPLE: its first screen is there, and its last line, and whatever is asked for in between', async () => {
      await dropFile(screen, 'large.hl7', largeParts(50 * megabyte));
      await textPane(screen).getByText('MSH', { exact: true }).waitFor({ timeout: 60_000 });
      await jumpTo(screen, 'OBX[400000]-5');
      await expect.poll(() => chosenField(screen), soon).toBe('OBX[400000]-5');
      await findIn(screen, 'the very last line');
      await screen.page.getByText(screen.text('inspect.find.count', { at: 1, total: 1 })).waitFor(soon);
      await textPane(screen).getByText('the very last line').waitFor(soon);
      await closeFind(screen);
      expect(await wholePage(screen)).not.toContain(person.family);
    }, 120_000);

    it('EXAMPLE: it is checked against the standard when somebody asks, and no longer than they wait', async () => {
      const { page, text } = screen;
      const press = (key: string) => page.getByRole('button', { name: text(key), exact: true }).click();
      await dropFile(screen, 'large.hl7', largeParts(30 * megabyte));
      await page.getByText(text('inspect.notValidated')).waitFor({ timeout: 60_000 });
      await press('inspect.check.start');
      await page.getByText(text('inspect.check.running')).waitFor(soon);
      await jumpTo(screen, 'OBX[300000]-5');
      await expect.poll(() => chosenField(screen), soon).toBe('OBX[300000]-5');
      await press('inspect.check.stop');
      await page.getByText(text('inspect.notValidated')).waitFor(soon);
      await dropFile(screen, 'middle.hl7', largeParts(5 * megabyte));
      await page.getByText(text('inspect.notValidated')).waitFor({ timeout: 60_000 });
      await press('inspect.check.start');
      await page
        .getByText(new RegExp(text('inspect.check.done_other', { count: '\\d+' })))
        .waitFor({ timeout: 60_000 });
    }, 150_000);
  });

  describe('RULE: what is wrong by the standard stands in the list of problems', () => {
    it('EXAMPLE: a FHIR bundle with a wrong code and a reference that leads nowhere', async () => {
      await pick('bundle.json', new TextEncoder().encode(JSON.stringify(faultyBundle)));
      const list = screen.page.getByRole('list', { name: screen.text('message.problems_other', { count: 2 }) });
      await list.getByText(screen.text('problem.fhir.code-unknown', { valueSet: 'observation-status' })).waitFor(soon);
      const lost = list.getByRole('button').filter({ hasText: screen.text('problem.fhir.reference-lost') });
      await lost.click();
      await expect.poll(() => lost.textContent()).toContain('entry[1].resource.subject.reference');
    });
  });
});

const faultyBundle = {
  resourceType: 'Bundle',
  type: 'message',
  entry: [
    {
      fullUrl: 'urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a01',
      resource: {
        resourceType: 'MessageHeader',
        eventUri: 'urn:example:result',
        source: { endpoint: 'urn:example:laboratory' },
      },
    },
    {
      fullUrl: 'urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a02',
      resource: {
        resourceType: 'Observation',
        status: 'done',
        code: { text: 'Kalium' },
        subject: { reference: 'urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a09' },
      },
    },
  ],
};
