import { setTimeout as sleep } from 'node:timers/promises';
import { type Network, startNetwork } from './cutting-proxy.ts';
import { decide, untilFinished } from './kill-loop.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';
import { compare, type Verdict } from './verdict.ts';

type Befall = { stage: Stage; network: Network | null };

/** What befalls the way to an MLLP receiver, and how it ends. Each is undone before the run is gone on with. */
const befallings: Record<
  string,
  { isInNetwork: boolean; strike(at: Befall): Promise<void>; mend(at: Befall): Promise<void> }
> = {
  'receiver killed': {
    isInNetwork: false,
    strike: ({ stage }) => stage.receiver.die(),
    mend: ({ stage }) => stage.receiver.rise(),
  },
  'network cut': {
    isInNetwork: true,
    strike: async ({ network }) => network?.become('cut'),
    mend: async ({ network }) => network?.become('whole'),
  },
  'network half-open': {
    isInNetwork: true,
    strike: async ({ network }) => network?.become('half-open'),
    mend: async ({ network }) => network?.become('whole'),
  },
  'answers past the time-out': {
    isInNetwork: false,
    async strike({ stage }) {
      stage.receiver.answering = { kind: 'late', lateMs: answerTimeoutMs + 500 };
    },
    async mend({ stage }) {
      stage.receiver.answering = { kind: 'answer' };
    },
  },
};

export const befallingNames = Object.keys(befallings);

const answerTimeoutMs = 1_000;
const stopInRow = 3;

/** Strikes a few times while a run goes on, each at a moment that the seed chooses; the run is gone on with when the trouble is over. */
export async function runStruck(
  name: string,
  options: Omit<StageOptions, 'way' | 'answerMs'>,
  times: number,
): Promise<Verdict> {
  const befalling = befallings[name]!;
  let network: Network | null = null;
  const portOf = async (port: number) => {
    if (!befalling.isInNetwork) return port;
    network = await startNetwork(port);
    return network.port;
  };
  const stage = await openStage({ ...options, way: 'mllp', answerMs: 5, answerTimeoutMs, stopInRow, portOf });
  try {
    const at = { stage, network };
    const runId = await stage.startRun();
    const perStrike = Math.floor(options.messageCount / (times + 1));
    for (let strike = 0; strike < times; strike += 1) {
      await untilSent(stage, stage.view.sentCount() + 1 + Math.floor(stage.random() * perStrike), runId);
      await befalling.strike(at);
      await sleep(500 + stage.random() * 1_500);
      await befalling.mend(at);
      if (stage.view.runState(runId) === 'paused')
        await stage.cli.call('runs.resume', { requestId: crypto.randomUUID(), runId });
    }
    await untilFinished(stage, runId);
    const { broken } = await compare(stage, new Set());
    const unknown = stage.view.idsIn('unknown').size;
    if (unknown > times * (stopInRow + options.connectionCount))
      broken.push(`${unknown} unknown after ${times} strikes: the run did not stop in time`);
    const decided = await decide(stage);
    const { figures, broken: after } = await compare(stage, decided);
    return {
      figures: { strikes: times, 'unknown before a person decided': unknown, ...figures },
      broken: [...broken, ...after],
    };
  } finally {
    await stage.close();
    await (network as Network | null)?.close();
  }
}

async function untilSent({ view }: Stage, count: number, runId: string): Promise<void> {
  for (const endsAt = Date.now() + 60_000; view.sentCount() < count && Date.now() < endsAt; await sleep(2))
    if (view.runState(runId) === 'finished' || view.runState(runId) === 'paused') return;
}
