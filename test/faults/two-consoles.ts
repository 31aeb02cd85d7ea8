import { createCaller } from '../specs/caller.ts';
import { type Cli, createCli } from '../specs/cli.ts';
import { startCore } from '../specs/core-process.ts';
import { makeFolders, removeFolders } from '../specs/folders.ts';
import { account } from '../specs/main-path/actions.ts';
import { connectTo } from '../specs/replay/engine-world.ts';
import { measureWindow, openDesk as openAdapter } from '../specs/replay/residual-window.ts';
import { type JournalView, openJournalView, type SeenSend } from './journal-view.ts';
import { untilFinished } from './kill-loop.ts';
import { beginRun, openStage, planRun, type Stage, untilListed } from './stage.ts';
import type { Verdict } from './verdict.ts';

type Desk = { cli: Cli; view: JournalView };
type Double = { sinceTakenMs: number; betweenMarksMs: number };

const windowsMeasured = 20;
const stopInRow = 100_000;

/**
 * Two consoles with separate journals send the same messages through one engine at the same time. What both sent must have been in the air at
 * both at once: each looks for copies right before it sends, and finds what the engine had taken by then.
 */
export async function runTogether({ messageCount, seed }: { messageCount: number; seed: number }): Promise<Verdict> {
  const stage = await openStage({ way: 'mirth', messageCount, seed, connectionCount: 2, answerMs: 5 });
  const other = await openOtherDesk(stage);
  try {
    const desks: [Desk, Desk] = [stage, other];
    const runIds = await Promise.all(desks.map(({ cli }) => planRun(cli, { count: messageCount })));
    const settings = { targetConnectionId: null, stopInRow };
    await Promise.all(desks.map(({ cli }, at) => beginRun(cli, runIds[at]!, settings)));
    await Promise.all(desks.map((desk, at) => untilFinished(desk, runIds[at]!)));
    return await judge(stage, desks, await measureWindows(stage));
  } finally {
    await other.close();
    await stage.close();
  }
}

async function openOtherDesk({ engine, planted }: Stage): Promise<Desk & { close(): Promise<void> }> {
  const folders = makeFolders();
  const core = await startCore(folders, ['--no-practice']);
  const person = { ...account, name: 'Ola Annen' };
  await createCli(folders, null).call('accounts.createFirst', person);
  const cli = createCaller(folders, person);
  await connectTo(engine, cli);
  await untilListed(cli, planted);
  const view = openJournalView(folders);
  const close = async () => {
    view.close();
    await core.stop();
    removeFolders(folders);
  };
  return { cli, view, close };
}

async function judge(stage: Stage, desks: [Desk, Desk], windowsMs: number[]): Promise<Verdict> {
  const [own, other] = desks.map(({ view }) => sendsByMessage(view)) as [
    Map<string, SeenSend[]>,
    Map<string, SeenSend[]>,
  ];
  const delivered = await stage.delivered();
  const arrivals = new Map<string, number>();
  for (const body of delivered) arrivals.set(body.toString(), (arrivals.get(body.toString()) ?? 0) + 1);
  const longestWindowMs = Math.max(...windowsMs);
  const [ownLeftOut, otherLeftOut] = desks.map(({ view }) => leftOutWithReason(view)) as [Set<string>, Set<string>];
  let leftOutByBoth = 0;
  const broken: string[] = [];
  const doubles: Double[] = [];
  for (const [nativeId, { controlId, body }] of stage.plantedByNativeId) {
    const count = arrivals.get(body.toString()) ?? 0;
    const [ofOwn, ofOther] = [own.get(nativeId) ?? [], other.get(nativeId) ?? []];
    if (count === 0 && ownLeftOut.has(nativeId) && otherLeftOut.has(nativeId)) leftOutByBoth += 1;
    else if (count === 0) broken.push(`${controlId} was sent by none, and not left out with a reason by both`);
    if (ofOwn.length > 1 || ofOther.length > 1) broken.push(`${controlId} was sent twice by one console`);
    if (count <= 1) continue;
    const double = ofOwn[0] === undefined || ofOther[0] === undefined ? null : doubleOf(ofOwn[0], ofOther[0]);
    if (double === null) broken.push(`${controlId} arrived ${count} times and one console alone sent it`);
    else doubles.push(double);
    if (double !== null && double.sinceTakenMs > longestWindowMs)
      broken.push(`${controlId} was sent ${double.sinceTakenMs} ms after the engine had taken it from the other`);
  }
  return {
    figures: {
      messages: stage.planted.length,
      delivered: delivered.length,
      'left out by both, with a reason': leftOutByBoth,
      'sent by both at once': doubles.length,
      'most ms between the two marks': Math.max(0, ...doubles.map(({ betweenMarksMs }) => betweenMarksMs)),
      'most ms after the engine had taken it': Math.max(0, ...doubles.map(({ sinceTakenMs }) => sinceTakenMs)),
      'window between look and send, longest ms': Math.round(longestWindowMs),
      'window between look and send, median ms': Math.round(windowsMs.toSorted((a, b) => a - b)[10]!),
    },
    broken,
  };
}

function leftOutWithReason(view: JournalView): Set<string> {
  const leftOut = view.items().filter(({ state, why }) => state === 'left-out' && why !== null);
  return new Set(leftOut.map(({ nativeId }) => nativeId));
}

function sendsByMessage(view: JournalView): Map<string, SeenSend[]> {
  return Map.groupBy(view.sends(), ({ nativeId }) => nativeId);
}

/** How long after the engine had taken the earlier one the later one was marked *in air*; 0 = before that. */
function doubleOf(one: SeenSend, another: SeenSend): Double {
  const [earlier, later] = one.sentAt <= another.sentAt ? [one, another] : [another, one];
  const takenAt = earlier.acceptedAt ?? later.sentAt;
  return { sinceTakenMs: Math.max(0, later.sentAt - takenAt), betweenMarksMs: later.sentAt - earlier.sentAt };
}

async function measureWindows({ engine }: Stage): Promise<number[]> {
  const adapter = openAdapter(engine);
  const measured: number[] = [];
  for (let at = 0; at < windowsMeasured; at += 1)
    measured.push(await measureWindow(engine, adapter, `SPEC-WINDOW-${at}`));
  await adapter.close();
  return measured;
}
