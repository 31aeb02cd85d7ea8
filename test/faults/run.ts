import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runKilled } from './kill-loop.ts';
import { befallingNames, runStruck } from './other-faults.ts';
import { openStage, type Way } from './stage.ts';
import { runTogether } from './two-consoles.ts';
import type { Verdict } from './verdict.ts';

/**
 * `npm run faults -- [--kills N] [--messages N] [--connections N] [--seed N] [--only PART]`: the state machine against random sequences, then runs
 * of many messages by the real core while it is killed, by two consoles at once, the receiver dies, the network breaks and answers come too
 * late. What the receivers got is held against the journal, byte for byte. Exits 1 when a promise was broken.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    messages: { type: 'string', default: '2000' },
    connections: { type: 'string', default: '2' },
    seed: { type: 'string', default: '20261127' },
    only: { type: 'string', default: '' },
  },
});
const [kills, messageCount, connectionCount, seed] = [
  values.kills,
  values.messages,
  values.connections,
  values.seed,
].map(Number) as [number, number, number, number];
/** As the adapter says of itself. */
const mirthConnections = 2;

const parts: Record<string, () => Promise<Verdict>> = {
  model: async () => {
    const code = await modelTests();
    return { figures: {}, broken: code === 0 ? [] : ['a sequence of commands breaks a promise: see above'] };
  },
  'kill mllp': () => killed('mllp', connectionCount),
  'kill mirth': () => killed('mirth', mirthConnections),
  'two consoles': () => runTogether({ messageCount, seed }),
  ...Object.fromEntries(
    befallingNames.map((name) => [
      name,
      () => runStruck(name, { messageCount: Math.min(messageCount, 400), seed, connectionCount }, 8),
    ]),
  ),
};

let isBroken = false;
for (const [name, run] of Object.entries(parts)) {
  if (!name.startsWith(values.only)) continue;
  const startedAt = Date.now();
  const { figures, broken } = await run();
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`${name} (seed ${seed}, ${seconds} s): ${broken.length === 0 ? 'every promise kept' : 'BROKEN'}`);
  for (const [figure, value] of Object.entries(figures)) console.log(`  ${figure}: ${value}`);
  for (const line of broken.slice(0, 50)) console.log(`  BROKEN: ${line}`);
  if (broken.length > 50) console.log(`  and ${broken.length - 50} more`);
  isBroken ||= broken.length > 0;
}
process.exit(isBroken ? 1 : 0);

async function killed(way: Way, most: number): Promise<Verdict> {
  const stage = await openStage({ way, messageCount, seed, connectionCount, answerMs: 20 });
  try {
    return await runKilled(stage, { kills, most, tell: (line) => console.log(`  … ${line}`) });
  } finally {
    await stage.close();
  }
}

function modelTests(): Promise<number> {
  const env = { ...process.env, VAKTBORD_MODEL_RUNS: '200', VAKTBORD_SEED: String(seed) };
  const child = spawn('vitest', ['run', '--project', 'unit', 'test/faults'], { env, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
