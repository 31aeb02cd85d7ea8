import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { standardRunSettings } from '../../../src-shared/domain/replay-run.ts';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { signIn, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { connectTo, failOnce, seeFailure, startEngine, takenByReceiver } from '../replay/engine-world.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const flags = ['--no-practice'];
const patience = (): AbortSignal => AbortSignal.timeout(20_000);

describe.each(consoleKinds())(
  'FEATURE: a run whose console died with a message in the air, in the %s shell',
  (kind) => {
    const controlId = `UNKNOWN-${kind}`.toUpperCase();
    const text = readTexts('nb');
    let folders: Folders;
    let engine: PracticeEngineHandle;
    let opened: Console;
    let screen: Screen;
    let cli: Cli;
    let runId: string;
    let errors: string[];

    beforeAll(async () => {
      folders = makeFolders();
      engine = await startEngine(folders.root);
      opened = await openConsole(kind, { language: 'nb', folders, flags });
      await createFirstAccount({ page: opened.page, text });
      cli = createCaller(folders, account);
      await connectTo(engine, cli);
      await failOnce(engine, controlId);
      const { failureId, connectionId, channelId, nativeId } = await seeFailure(cli, controlId);
      const ref = { connectionId, channelId, nativeId };
      const scope = { kind: 'these' as const, failureIds: [failureId] };
      const planned = await cli.call('runs.plan', { requestId: crypto.randomUUID(), scope });
      ({ runId } = planned.run);
      const seen = planned.sample.hazards.filter(({ outcome }) => outcome !== 'not-found');
      // The engine takes the message after its sender has died.
      await engine.control.setFault({ kind: 'slow', pathIncludes: 'messagesWithObj', delayMs: 5000 }, patience());
      await cli.call('runs.start', {
        requestId: crypto.randomUUID(),
        runId,
        settings: { ...standardRunSettings, testCount: 0, acceptedHazards: seen.map(({ kind: hazard }) => hazard) },
        reason: 'The receiver is back',
      });
      await comes(async () => (await cli.call('replay.ofMessage', { ref })).items[0]?.state === 'in-air');
      process.kill(opened.pid, 'SIGKILL');
      // What is left of it: the browser, which a process that is killed cannot end.
      const browser = await opened.page.context().browser()?.newBrowserCDPSession();
      await browser?.send('Browser.close').catch(() => undefined);
      await opened.close().catch(() => undefined);
      await comes(async () => (await takenByReceiver(engine, controlId)) === 1);
      await engine.control.setFault({ kind: 'none' }, patience());
      opened = await openConsole(kind, { language: 'nb', folders, flags });
      errors = watchErrors(opened.page);
      screen = { page: opened.page, text };
      await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
      await signIn(screen, account);
      cli = createCaller(folders, account);
    }, 120_000);
    afterAll(async () => {
      await opened?.close();
      await engine?.stop();
      removeFolders(folders);
    });

    async function comes(isThere: () => Promise<boolean>): Promise<void> {
      for (let attempt = 0; !(await isThere()); attempt += 1) {
        if (attempt > 100) throw new Error('The message was never in the air, or never came.');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
    const main = () => screen.page.getByRole('main');

    describe('RULE: what nobody saw the end of is unknown until somebody looks, and nothing is sent meanwhile', () => {
      it('EXAMPLE: the page of the run says so', async () => {
        await visit(screen.page, `/replays/runs/${runId}`);
        await main()
          .getByText(text('runs.standing.unknown_one', { count: 1 }))
          .waitFor();
        await pictureOf(screen.page, `run unknown ${kind}`);
      });

      it('EXAMPLE: from there to the message, and one button shows what the engine knows', async () => {
        await main().getByRole('grid').locator('[data-row-id]').first().click();
        await main().locator('[data-outcome="unknown"]').waitFor();
        await main()
          .getByRole('button', { name: text('replay.lookAgain') })
          .click();
        await main().locator('[data-outcome^="confirmed-by"]').waitFor();
        await pictureOf(screen.page, `run settled ${kind}`);
      });

      it('EXAMPLE: the receiver has it once, and the run knows it', async () => {
        expect(await takenByReceiver(engine, controlId)).toBe(1);
        const { counts } = await cli.call('runs.get', { runId });
        expect(counts.byState.unknown ?? 0).toBe(0);
        expect(counts.sent).toBe(1);
      });

      it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
    });
  },
);
