import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cli, createCli } from '../cli.ts';
import { account, createFirstAccount, failureRow, goTo, type Screen } from '../main-path/actions.ts';
import {
  bloodGasResult,
  messageArrives,
  passThrough,
  quietPracticeEngine,
  receiverIs,
  wardAfter,
} from '../main-path/preconditions.ts';
import { auditOf, receivedBytes } from '../main-path/questions.ts';
import { seeFailure } from '../replay/engine-world.ts';
import { type Console, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const controlId = 'SPEC-BY-CLI';

describe('FEATURE: the main job by the command line, while a window is open on the same core', () => {
  let opened: Console;
  let screen: Screen;
  let cli: Cli;

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    screen = { page: opened.page, text: readTexts('nb') };
    await createFirstAccount(screen);
    cli = createCli(opened.folders, account);
    await quietPracticeEngine(cli);
    await goTo(screen, 'nav.failures', 'failures.title');
  });
  afterAll(() => opened?.close());

  it('EXAMPLE: a message is found, revealed, edited, replayed and confirmed, and the window follows', async () => {
    await receiverIs(cli, 'down');
    await messageArrives(cli, controlId);
    const failure = await seeFailure(cli, controlId);
    await failureRow(screen, controlId).waitFor();
    await receiverIs(cli, 'up');

    const ref = { connectionId: passThrough.connectionId, channelId: failure.channelId, nativeId: failure.nativeId };
    const body = { ref, connectorId: '0', stage: 'raw' };
    const masked = await cli.call('message.readBody', body);
    expect(masked).toMatchObject({ masked: true, bytes: null });
    await cli.call('message.reveal', { ref, reason: 'Ward asks' });

    const edit = { kind: 'fields', edits: [{ path: 'PV1-3[1].1', text: wardAfter }] };
    const planned = await cli.call('replay.plan', { ref, edit, destinationIds: null });
    const acceptedHazards = planned.hazards
      .filter((hazard) => hazard.outcome !== 'not-found')
      .map((hazard) => hazard.kind);
    const { replay } = await cli.call('replay.start', {
      ref,
      edit,
      destinationIds: null,
      requestId: crypto.randomUUID(),
      reason: 'Ward corrected',
      bodyHash: planned.bodyHash,
      acceptedHazards,
    });
    for (let look = 0; look < 60; look += 1) {
      const { replay: now } = await cli.call('replay.get', { replayId: replay.replayId });
      if (now.state === 'confirmed-by-receiver') break;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect((await cli.call('replay.get', { replayId: replay.replayId })).replay.state).toBe('confirmed-by-receiver');
    expect(await receivedBytes(cli, controlId)).toEqual([
      new TextDecoder('latin1').decode(bloodGasResult(controlId, wardAfter)),
    ]);
    expect((await auditOf(cli, 'replay.start')).map((entry) => entry.reason)).toEqual(['Ward corrected']);
    await goTo(screen, 'nav.replays', 'replay.title');
    await screen.page.getByText(screen.text('replayState.confirmed-by-receiver')).first().waitFor();
  });
});
