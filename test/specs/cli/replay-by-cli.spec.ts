import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPerson, type Cli, createCli, runCli } from '../cli.ts';
import { account, createFirstAccount } from '../main-path/actions.ts';
import { bloodGasResult, messageArrives, quietPracticeEngine, receiverIs } from '../main-path/preconditions.ts';
import { auditOf, receivedBytes } from '../main-path/questions.ts';
import { seeFailure } from '../replay/engine-world.ts';
import { type Console, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const controlIds = ['SPEC-RUN-1', 'SPEC-RUN-2', 'SPEC-RUN-3'];

describe('FEATURE: many messages sent again by the command line', () => {
  let opened: Console;
  let cli: Cli;

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    await createFirstAccount({ page: opened.page, text: readTexts('nb') });
    cli = createCli(opened.folders, account);
    await quietPracticeEngine(cli);
  });
  afterAll(() => opened?.close());

  async function replayVerb(...args: string[]) {
    const identity = ['--data', opened.folders.dataDir, ...asPerson(opened.folders, account)];
    const { code, stdout, stderr } = await runCli(['replay', ...args, ...identity], opened.folders);
    if (args.includes('--format')) return { code, stderr, lines: [], report: JSON.parse(stdout) };
    const lines = stdout
      .trim()
      .split('\n')
      .filter((line) => line !== '');
    return { code, stderr, lines: lines.map((line) => JSON.parse(line)), report: null };
  }

  it('EXAMPLE: planned, refused without a yes, sent once each after a test message, and told message by message', async () => {
    await receiverIs(cli, 'down');
    const failureIds: string[] = [];
    for (const controlId of controlIds) {
      await messageArrives(cli, controlId);
      failureIds.push((await seeFailure(cli, controlId)).failureId);
    }
    await receiverIs(cli, 'up');

    const list = join(opened.folders.configDir, 'ids.txt');
    writeFileSync(list, failureIds.join('\n'));
    const planned = await replayVerb('plan', '--ids', list);
    expect(planned.lines[0]).toMatchObject({ state: 'planned', total: 3, waiting: 3, leftOut: 0 });
    const [{ runId }, { sample }] = planned.lines;
    const accept = sample.hazards.map(({ kind }: { kind: string }) => kind).join(',');

    expect((await replayVerb('run', runId, '--reason', 'Receiver is back')).code).toBe(2);
    expect(await receivedBytes(cli, controlIds[0]!)).toEqual([]);

    const sent = await replayVerb('run', runId, '--reason', 'Receiver is back', '--yes', '--accept', accept);
    expect(sent).toMatchObject({ code: 0, lines: [{ state: 'finished', sent: 3, leftOut: 0 }] });
    for (const controlId of controlIds)
      expect(await receivedBytes(cli, controlId)).toEqual([
        new TextDecoder('latin1').decode(bloodGasResult(controlId)),
      ]);

    expect((await replayVerb('run', runId, '--reason', 'Once more', '--yes')).code).toBe(1);
    expect(await receivedBytes(cli, controlIds[0]!)).toHaveLength(1);

    const report = await replayVerb('report', runId);
    expect(report.lines.filter((line) => 'ordinal' in line).map(({ replayState }) => replayState)).toEqual(
      controlIds.map(() => 'confirmed-by-receiver'),
    );
    const told = await replayVerb('report', runId, '--format', 'json');
    expect(told.report).toMatchObject({ run: { reason: 'Receiver is back' }, counts: { sent: 3 } });
    expect(told.report.messages).toHaveLength(3);

    expect((await auditOf(cli, 'runs.start')).map((entry) => entry.reason)).toContain('Receiver is back');
  });

  it('EXAMPLE: of three versions of one report only the newest, the others left out with its place', async () => {
    const versions = ['SPEC-VERSION-1', 'SPEC-VERSION-2', 'SPEC-VERSION-3'];
    await receiverIs(cli, 'down');
    for (const controlId of versions) await messageArrives(cli, controlId);
    for (const controlId of versions) await seeFailure(cli, controlId);
    await receiverIs(cli, 'up');
    const planned = await replayVerb('plan', '--query', 'SPEC-VERSION', '--newest-only');
    const [{ runId }, { sample }, { versions: told }] = planned.lines;
    expect(told).toEqual({ older: 2, unread: 0 });
    const accept = sample.hazards.flatMap(({ kind }: { kind: string }) => [kind, `${kind}:found`]).join(',');
    const why = ['--reason', 'Receiver is back', '--yes', '--accept', accept];
    const sent = await replayVerb('run', runId, ...why, '--newest-only');
    expect(sent).toMatchObject({ code: 1, lines: [{ state: 'finished', sent: 1, leftOut: 2 }] });
    expect(await receivedBytes(cli, versions[0]!)).toEqual([]);
    expect(await receivedBytes(cli, versions[1]!)).toEqual([]);
    expect(await receivedBytes(cli, versions[2]!)).toHaveLength(1);
    const report = await replayVerb('report', runId, '--format', 'json');
    expect(report.report).toMatchObject({ leftOut: [{ key: 'run.leftOut.olderVersion', count: 2 }] });
  });
});
