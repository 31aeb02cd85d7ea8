import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureRow, goTo, openFailure, reveal, type Screen } from '../main-path/actions.ts';
import { person } from '../main-path/preconditions.ts';
import { readsIn, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { closeFind, findIn, jumpTo, showAs } from './actions.ts';
import { reportFails } from './preconditions.ts';
import { chosenField, textPane, treePane, wholePage } from './questions.ts';

const soon = { timeout: 10_000 };
const secrets = [person.number, person.family, person.given, '19670514', 'Strandgata', 'iVBORw0KGgo'];

/** What the specs need of a canvas; they are compiled without the names of a browser. */
type PixelCanvas = { getContext(kind: '2d'): { getImageData(...at: number[]): { data: Uint8ClampedArray } } };

describe.each(consoleKinds())('FEATURE: reading a message, in the %s shell', (kind) => {
  let opened: Console;
  let screen: Screen;
  const controlId = `INSPECT-${kind}`.toUpperCase();

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    const { cli } = await signedIn(opened);
    screen = await readsIn(opened.page, cli, 'en');
    await reportFails(cli, controlId);
    await goTo(screen, 'nav.failures', 'failures.title');
    await failureRow(screen, controlId).waitFor();
    await openFailure(screen, controlId);
    await textPane(screen).getByText('MSH', { exact: true }).waitFor();
  }, 60_000);
  afterAll(() => opened?.close());

  describe('RULE: nothing of the patient is on the page before it is revealed', () => {
    it('EXAMPLE: neither tree, text, title nor attribute has a masked value', async () => {
      for (const path of ['PID', 'PID-3', 'PID-5', 'NTE'])
        await treePane(screen).locator(`[data-path="${path}"]`).click();
      const page = await wholePage(screen);
      for (const secret of secrets) expect(page).not.toContain(secret);
    });

    it('EXAMPLE: find does not find it, and says so', async () => {
      await findIn(screen, person.family);
      await screen.page.getByText(screen.text('inspect.find.none')).waitFor();
      await findIn(screen, 'pco2');
      await screen.page.getByText(screen.text('inspect.find.count', { at: 1, total: 1 })).waitFor();
      await closeFind(screen);
    });

    it('EXAMPLE: the bytes are not shown', async () => {
      await showAs(screen, 'hex');
      await screen.page.getByText(screen.text('inspect.hex.masked')).waitFor();
      await showAs(screen, 'text');
    });

    it('EXAMPLE: a picture is its size, and cannot be opened', async () => {
      const picture = textPane(screen)
        .getByRole('button', { name: /base64/ })
        .first();
      expect(await picture.isDisabled()).toBe(true);
    });
  });

  describe('RULE: tree and text are two views of one place', () => {
    it('EXAMPLE: a click in the text chooses the field in the tree', async () => {
      await textPane(screen).getByText('7.31').click();
      await expect.poll(() => chosenField(screen), soon).toBe('OBX-5');
    });

    it('EXAMPLE: an address goes to the place, however it is written', async () => {
      await jumpTo(screen, 'obx[2]-3.2');
      await expect.poll(() => chosenField(screen), soon).toBe('OBX[2]-3[1].2');
      await jumpTo(screen, 'PID-5.2');
      await expect.poll(() => chosenField(screen), soon).toBe('PID-5[1].2');
    });

    it('EXAMPLE: an address that is not in the message says so', async () => {
      await jumpTo(screen, 'OBX[9]-5');
      await screen.page.getByText(screen.text('inspect.jump.none')).waitFor();
      await jumpTo(screen, 'PV1-3');
      await expect.poll(() => chosenField(screen), soon).toBe('PV1-3');
    });
  });

  describe('RULE: what cannot be seen can be shown', () => {
    it('EXAMPLE: line ends, tabs and no-break spaces have a sign', async () => {
      await showAs(screen, 'marks');
      await textPane(screen).getByText('CR', { exact: true }).first().waitFor();
      await showAs(screen, 'text');
    });

    it('EXAMPLE: a problem is in the list and in the gutter, and the list goes to it', async () => {
      await textPane(screen)
        .getByRole('img', { name: screen.text('inspect.severity.warning') })
        .first()
        .waitFor();
      await screen.page
        .getByRole('list', { name: /problem/ })
        .getByRole('button')
        .first()
        .click();
    });
  });

  describe('RULE: revealed, everything can be read', () => {
    it('EXAMPLE: text, find and bytes show the patient', async () => {
      await reveal(screen, 'Ward MED1 asks for the result');
      await textPane(screen).getByText(person.family).first().waitFor();
      await findIn(screen, person.given.toLowerCase());
      await screen.page.getByText(screen.text('inspect.find.count', { at: 1, total: 2 })).waitFor();
      await closeFind(screen);
      await showAs(screen, 'hex');
      await screen.page.getByText('4d 53 48 7c 5e 7e 5c 26').waitFor();
      await showAs(screen, 'marks');
      await textPane(screen).getByText('⍽').waitFor();
      await showAs(screen, 'text');
    });

    it('EXAMPLE: an embedded picture can be looked at', async () => {
      await textPane(screen)
        .getByRole('button', { name: /base64/ })
        .first()
        .click();
      const picture = screen.page.getByRole('img', { name: screen.text('inspect.document.kind.picture') });
      await expect.poll(() => picture.evaluate((image) => 'naturalWidth' in image && image.naturalWidth)).toBe(1);
      await screen.page.keyboard.press('Escape');
      await picture.waitFor({ state: 'detached' });
    });

    it('EXAMPLE: an embedded PDF is drawn, by a worker of its own', async () => {
      await textPane(screen)
        .getByRole('button', { name: /base64/ })
        .last()
        .click();
      const page = screen.page.getByRole('img', { name: screen.text('inspect.document.page', { page: 1, total: 1 }) });
      await page.waitFor();
      const corner = () =>
        page.evaluate((canvas) => {
          const context = 'getContext' in canvas ? (canvas as unknown as PixelCanvas).getContext('2d') : null;
          return [...(context?.getImageData(10, 10, 1, 1).data ?? [])];
        });
      await expect.poll(corner, soon).toEqual([0, 0, 0, 255]);
      await screen.page.keyboard.press('Escape');
      await page.waitFor({ state: 'detached' });
    });

    it('EXAMPLE: hidden again, it is gone from the page', async () => {
      await screen.page.getByRole('button', { name: screen.text('message.hide') }).click();
      await textPane(screen).getByText('MSH', { exact: true }).waitFor();
      const left = async () => {
        const shown = await wholePage(screen);
        return secrets.filter((secret) => shown.includes(secret));
      };
      await expect.poll(left, soon).toEqual([]);
    });
  });
});
