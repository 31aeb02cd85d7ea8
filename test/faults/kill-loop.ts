import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './stage.ts';
import { compare, type Verdict } from './verdict.ts';

/** `most`: how many messages can be in the air at once. */
export type KillOptions = { kills: number; most: number; tell?: (line: string) => void };

/** Of so many kills one comes while the core starts, or recovers, instead of while it sends. */
const earlyOf = 7;
const lifeLimitMs = 60_000;
const endLimitMs = 600_000;

/**
 * Sends everything while the core is killed and started again and again, and holds the journal against what the receiver got after each kill
 * and at the end. A person then decides on what is unknown, and what was held back for it goes in a second run.
 */
export async function runKilled(stage: Stage, { kills, most, tell = () => undefined }: KillOptions): Promise<Verdict> {
  const broken: string[] = [];
  const runId = await stage.startRun();
  const counts = { kills: 0, 'kills with something in the air': 0, 'most in the air': 0, 'unknown after kills': 0 };
  const perLife = Math.max(1, Math.floor(stage.planted.length / kills));
  while (counts.kills < kills && stage.view.runState(runId) !== 'finished') {
    const unknownBefore = stage.view.idsIn('unknown');
    const found = await killOnce(stage, runId, perLife);
    counts.kills += 1;
    const inAir = new Set(found.flatMap((ids) => [...ids]));
    const atOnce = Math.max(...found.map(({ size }) => size));
    if (inAir.size > 0) counts['kills with something in the air'] += 1;
    counts['most in the air'] = Math.max(counts['most in the air'], atOnce);
    if (atOnce > most) broken.push(`kill ${counts.kills}: ${atOnce} in the air over ${most} connections`);
    await stage.startCore();
    const unknown = stage.view.idsIn('unknown');
    const missing = [...inAir].filter((id) => !unknown.has(id)).length;
    const sudden = [...unknown].filter((id) => !unknownBefore.has(id) && !inAir.has(id)).length;
    if (missing > 0) broken.push(`kill ${counts.kills}: ${missing} in the air and not unknown afterwards`);
    if (sudden > 0) broken.push(`kill ${counts.kills}: ${sudden} unknown that were not in the air`);
    counts['unknown after kills'] = unknown.size;
    if (counts.kills % 10 === 0) tell(`${counts.kills} kills, ${stage.view.sentCount()} sent, ${unknown.size} unknown`);
  }
  await untilFinished(stage, runId);
  broken.push(...(await compare(stage, new Set())).broken.map((line) => `after the first run: ${line}`));
  const decided = await decide(stage);
  const heldBack = stage.view.items().filter(({ why }) => why?.includes('run.leftOut.predecessor'));
  if (heldBack.length > 0) await untilFinished(stage, await stage.startRun(heldBack.map(({ failureId }) => failureId)));
  const verdict = await compare(stage, decided);
  // Only what a kill left unknown, and a person settled, may be missing.
  if (verdict.figures.accepted! < stage.planted.length - counts['unknown after kills'])
    broken.push(`only ${verdict.figures.accepted} were accepted`);
  if (counts.kills < kills) broken.push(`the run ended after ${counts.kills} of ${kills} kills`);
  return {
    figures: { ...counts, ...verdict.figures, 'held back and sent later': heldBack.length },
    broken: [...broken, ...verdict.broken],
  };
}

/**
 * At a moment that the seed chooses: some messages further on, and somewhere within a send; or while the next core starts.
 * @returns what was in the air after each core that died: one that is killed as it starts may have recovered already
 */
async function killOnce(stage: Stage, runId: string, perLife: number): Promise<ReadonlySet<string>[]> {
  const { random, view, options } = stage;
  if (Math.floor(random() * earlyOf) === 0) {
    await stage.core?.kill();
    stage.core = null;
    const before = view.idsIn('in-air');
    await killStarting(stage, random() * 1_500);
    return [before, view.idsIn('in-air')];
  }
  const until = view.sentCount() + 1 + Math.floor(random() * perLife * 1.5);
  const within = random() * options.answerMs;
  for (const endsAt = Date.now() + lifeLimitMs; view.sentCount() < until && Date.now() < endsAt; await sleep(1))
    if (view.runState(runId) === 'finished') break;
  await sleep(within);
  await stage.core?.kill();
  stage.core = null;
  return [view.idsIn('in-air')];
}

async function killStarting({ folders }: Stage, afterMs: number): Promise<void> {
  const env = { ...process.env, VAKTBORD_DATA: folders.dataDir, VAKTBORD_CONFIG: folders.configDir };
  const args = ['out/main/cli.js', 'serve', '--data', folders.dataDir, '--no-practice'];
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await sleep(afterMs);
  child.kill('SIGKILL');
  await exited;
}

export async function untilFinished({ view, cli }: Pick<Stage, 'view' | 'cli'>, runId: string): Promise<void> {
  for (const endsAt = Date.now() + endLimitMs; Date.now() < endsAt; await sleep(200)) {
    const state = view.runState(runId);
    if (state === 'finished') return;
    if (state === 'paused') await cli.call('runs.resume', { requestId: crypto.randomUUID(), runId });
  }
  throw new Error(`The run did not finish; it is ${view.runState(runId)}.`);
}

/** Evidence first; then a person, who has asked the receiver, decides. @returns the replays decided on by a person's word alone */
export async function decide({ view, cli }: Stage): Promise<Set<string>> {
  const decided = new Set<string>();
  for (const replayId of view.idsIn('unknown')) {
    const { replay } = await cli.call('replay.lookAgain', { requestId: crypto.randomUUID(), replayId });
    if (replay.state !== 'unknown') continue;
    const reason = 'The receiver was asked.';
    await cli.call('replay.settleOtherwise', { requestId: crypto.randomUUID(), replayId, reason });
    decided.add(replayId);
  }
  return decided;
}
