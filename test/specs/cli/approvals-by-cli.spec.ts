import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardPolicy } from '../../../src-shared/domain/replay-policy.ts';
import { createCaller } from '../caller.ts';
import { asPerson, type Cli, createCli, runCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { makeFolders, removeFolders } from '../folders.ts';
import { account } from '../main-path/actions.ts';
import { messageArrives, quietPracticeEngine, receiverIs } from '../main-path/preconditions.ts';
import { receivedBytes } from '../main-path/questions.ts';
import { seeFailure } from '../replay/engine-world.ts';

const controlId = 'SPEC-TWO-BY-CLI';
const colleague = { name: 'Ola Avløser', secret: 'another long enough secret' };

describe('FEATURE: a second person by the command line', () => {
  const folders = makeFolders();
  let core: CoreProcess;
  let cli: Cli;
  let runId = '';
  let accept = '';

  beforeAll(async () => {
    core = await startCore(folders);
    await createCli(folders, null).call('accounts.createFirst', account);
    cli = createCaller(folders, account);
    await quietPracticeEngine(cli);
    await cli.call('accounts.create', { ...colleague, roles: ['operator', 'approver'] });
    const classRules = { ...standardPolicy.classRules, result: 'second-person' as const };
    const policy = { ...standardPolicy, classRules };
    await cli.call('approvals.setPolicy', { requestId: crypto.randomUUID(), policy, reason: 'to be tried' });
    await receiverIs(cli, 'down');
    await messageArrives(cli, controlId);
    const { failureId } = await seeFailure(cli, controlId);
    await receiverIs(cli, 'up');
    const scope = { kind: 'these', failureIds: [failureId] };
    const planned = await cli.call('runs.plan', { requestId: crypto.randomUUID(), scope });
    runId = planned.run.runId;
    accept = planned.sample.hazards.flatMap(({ kind }) => [kind, `${kind}:found`]).join(',');
  }, 120_000);
  afterAll(async () => {
    await core?.stop();
    removeFolders(folders);
  });

  async function verb(person: { name: string; secret: string }, ...args: string[]) {
    const { code, stdout, stderr } = await runCli([...args, ...asPerson(folders, person)], folders);
    const lines = stdout.split('\n').filter((line) => line !== '');
    return { code, stderr, lines: lines.map((line) => JSON.parse(line)) };
  }

  it('EXAMPLE: asked by one, approved by another with their own secret, and sent once', async () => {
    expect(await verb(colleague, 'approvals', 'list', '--check')).toMatchObject({ code: 0, lines: [] });
    const asked = await verb(account, 'replay', 'ask', runId, '--reason', 'Receiver is back', '--accept', accept);
    const { approvalId } = asked.lines[0];
    const listed = await verb(colleague, 'approvals', 'list', '--check');
    expect(listed).toMatchObject({ code: 1, lines: [{ approvalId, state: 'asked', askedBy: account.name }] });

    const consent = ['approvals', 'approve', approvalId, '--reason', 'Seen'];
    expect((await verb(colleague, ...consent)).code).toBe(2);
    expect((await verb(account, ...consent, '--yes')).code).toBe(1);
    const granted = execFileSync(
      process.execPath,
      ['out/main/cli.js', ...consent, '--yes', '--as', colleague.name, '--secret-file', '-'],
      {
        input: `${colleague.secret}\n`,
        env: { ...process.env, VAKTBORD_DATA: folders.dataDir, VAKTBORD_CONFIG: folders.configDir },
      },
    );
    expect(JSON.parse(String(granted))).toMatchObject({ state: 'granted', decidedBy: colleague.name });
    expect(await receivedBytes(cli, controlId)).toEqual([]);

    const run = ['replay', 'run', runId, '--reason', 'Receiver is back', '--accept', accept, '--yes'];
    const sent = await verb(account, ...run, '--approval', approvalId);
    expect(sent).toMatchObject({ code: 0, lines: [{ state: 'finished', sent: 1 }] });
    expect(await receivedBytes(cli, controlId)).toHaveLength(1);
    expect((await verb(colleague, 'approvals', 'refuse', approvalId, '--reason', 'Too late')).code).toBe(1);
    expect((await verb(colleague, 'approvals', 'list', '--all')).lines).toMatchObject([{ approvalId, state: 'used' }]);
  });

  it('EXAMPLE: no emergency waits for a review, and an unknown one cannot be reviewed', async () => {
    expect(await verb(colleague, 'approvals', 'emergencies', '--check')).toMatchObject({ code: 0, lines: [] });
    expect((await verb(colleague, 'approvals', 'review', runId, '--reason', 'Seen')).code).toBe(1);
  });
});
