import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { createCaller } from '../caller.ts';
import { asPerson, type Cli, runCli } from '../cli.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account, createFirstAccount, openFailure, type Screen } from '../main-path/actions.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { connectTo, failOnce, seeFailure, startEngine, takenByReceiver } from '../replay/engine-world.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';
import { addReceiver, sendPastEngine } from './actions.ts';

const receiverName = 'Blodgass, rett inn';

describe.each(consoleKinds())('FEATURE: a receiver as a target, past the engine, in the %s shell', (kind) => {
  let engineFolders: Folders;
  let engine: PracticeEngineHandle;
  let opened: Console;
  let screen: Screen;
  let cli: Cli;
  let errors: string[];

  beforeAll(async () => {
    engineFolders = makeFolders();
    engine = await startEngine(engineFolders.root);
    opened = await openConsole(kind, { language: 'nb', flags: ['--no-practice'] });
    errors = watchErrors(opened.page);
    screen = { page: opened.page, text: readTexts('nb') };
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await createFirstAccount(screen);
    cli = createCaller(opened.folders, account);
    await connectTo(engine, cli);
  });
  afterAll(async () => {
    await opened?.close();
    await engine?.stop();
    removeFolders(engineFolders);
  });

  const portOfReceiver = async (): Promise<number> => {
    const receivers = await engine.control.listReceivers(AbortSignal.timeout(10_000));
    return receivers.find(({ id }) => id === passThrough.receiverId)?.port ?? 0;
  };
  const opens = async (controlId: string) => {
    await seeFailure(cli, controlId);
    // A list that is looked at keeps its rows where they are; one that is come to begins with the newest.
    await visit(screen.page, '/overview');
    await visit(screen.page, '/failures');
    await openFailure(screen, controlId);
  };

  describe('RULE: a receiver is a connection, tested without sending anything, and never of PRODUCTION', () => {
    it('EXAMPLE: added by machine and port, tested step by step, and listed as not used', async () => {
      await addReceiver(screen, { name: receiverName, host: '127.0.0.1', port: await portOfReceiver() });
      await pictureOf(screen.page, `receiver form ${kind}`);
      await screen.page.getByRole('button', { name: screen.text('ui.save') }).click();
      const row = screen.page.getByRole('row').filter({ hasText: receiverName });
      await row.getByText(screen.text('engineState.idle')).waitFor();
      await pictureOf(screen.page, `receiver list ${kind}`);
      expect(await engine.control.readReceiverLog(passThrough.receiverId, AbortSignal.timeout(10_000))).toEqual([]);
    });

    it('EXAMPLE: the core refuses it in PRODUCTION, whoever asks', async () => {
      const { items } = await cli.call('connections.list', {});
      const { connection } = items.find((item) => item.connection.name === receiverName)!;
      const production = { ...connection, connectionId: null, environment: 'PRODUCTION' };
      const reply = await cli.reply('connections.save', {
        requestId: crypto.randomUUID(),
        connection: production,
        secrets: {},
      });
      expect(reply).toMatchObject({ ok: false, error: { messageKey: 'engine.cannot.mllpInProduction' } });
    });

    it('EXAMPLE: doctor tests it too', async () => {
      const { stdout } = await runCli(
        ['doctor', '--data', opened.folders.dataDir, ...asPerson(opened.folders, account)],
        opened.folders,
      );
      expect(stdout).toContain(`connection: ${receiverName} (TEST) mllp://127.0.0.1:`);
      expect(stdout).toContain('The receiver keeps the connection open');
    });
  });

  describe('RULE: one failed message can be sent straight to it, and its ACK is shown in words', () => {
    it('EXAMPLE: accepted with AA: confirmed by the receiver, which got it once', async () => {
      await failOnce(engine, 'SPEC-PAST-AA');
      await opens('SPEC-PAST-AA');
      const outcome = await sendPastEngine(screen, receiverName, 'The channel is being repaired', kind);
      await outcome.getByText(screen.text('replayState.confirmed-by-receiver')).waitFor();
      await outcome.getByText(/^AA:/).waitFor();
      await pictureOf(screen.page, `receiver AA ${kind}`);
      expect(await takenByReceiver(engine, 'SPEC-PAST-AA')).toBe(1);
      await screen.page.keyboard.press('Escape');
    });

    it('EXAMPLE: an ACK of another message is not taken for its own: the outcome is uncertain', async () => {
      await failOnce(engine, 'SPEC-PAST-WRONG');
      await engine.control.setReceiver(passThrough.receiverId, { kind: 'wrong-ack' }, AbortSignal.timeout(10_000));
      await opens('SPEC-PAST-WRONG');
      const outcome = await sendPastEngine(screen, receiverName, 'The channel is being repaired', kind);
      await outcome.getByText(screen.text('replayState.unknown')).waitFor();
      await outcome.getByText(screen.text('replay.unknown.past.explain')).waitFor();
      await pictureOf(screen.page, `receiver mismatched ${kind}`);
      expect(await takenByReceiver(engine, 'SPEC-PAST-WRONG')).toBe(1);
    });

    it('EXAMPLE: no page complained meanwhile', () => {
      expect(errors).toEqual([]);
    });
  });
});
