import fc from 'fast-check';
import { checkNow, checkRecovery } from './invariants.ts';
import type { ModelCase } from './model-case.ts';
import { type Manner, manners } from './model-world.ts';

/** What the commands need to know beforehand to choose: the truth stands in the world and in the journal. */
export type Model = { messages: number; runs: number };
type Command = fc.AsyncCommand<Model, ModelCase>;

/** Before each command a process is alive; after each, what has to hold is looked at. */
function command(
  name: string,
  run: (model: Model, real: ModelCase) => Promise<void> | void,
  check: (model: Model) => boolean = () => true,
): Command {
  return {
    check,
    toString: () => name,
    async run(model, real) {
      if (real.isDead()) await revive(real);
      await run(model, real);
      await checkNow(real);
    },
  };
}

export async function revive(real: ModelCase, machineDied = false): Promise<void> {
  if (machineDied) real.powerCut();
  real.die();
  const seen = await real.restart();
  checkRecovery(seen, machineDied);
}

const hasRun = ({ runs }: Model) => runs > 0;
const hasMessage = ({ messages }: Model) => messages > 0;
const place = fc.nat({ max: 3 });

function runAt(real: ModelCase, at: number): string | undefined {
  return real.runIds[at % Math.max(1, real.runIds.length)];
}

const onRun = (name: string, at: number, run: (real: ModelCase, runId: string) => Promise<void>) =>
  command(
    `${name} run ${at}`,
    async (_model, real) => {
      const runId = runAt(real, at);
      if (runId !== undefined) await run(real, runId);
    },
    hasRun,
  );

const planned = (patients: number[]) =>
  command(`fail ${patients.join()} and plan`, async (model, real) => {
    await real.fail(patients);
    await real.plan();
    model.messages += patients.length;
    model.runs += 1;
  });

async function settleOne(real: ModelCase, at: number, how: 'decide' | 'look'): Promise<void> {
  const unknown = (await real.ledger()).filter(({ state }) => state === 'unknown');
  const replay = unknown[at % Math.max(1, unknown.length)];
  if (replay !== undefined) await real.settle(replay.replayId, how);
}

export const someCommands = [
  fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 5 }).map(planned),
  fc
    .record({ at: place, testCount: fc.constantFrom(0, 1, 2), stopInRow: fc.constantFrom(1, 3, 1000) })
    .map(({ at, ...settings }) => onRun('start', at, (real, runId) => real.start(runId, settings))),
  fc
    .tuple(fc.constantFrom('pause' as const, 'resume' as const, 'resume' as const, 'cancel' as const), place)
    .map(([what, at]) => onRun(what, at, (real, runId) => real.step(what, runId))),
  fc.constantFrom<Manner>(...manners, 'take', 'hold').map((manner) =>
    command(`engine: ${manner}`, (_model, real) => {
      real.world.manner = manner;
    }),
  ),
  fc.constantFrom('answered' as const, 'lost' as const).map((how) =>
    command(`held: ${how}`, async (_model, real) => {
      real.world.release(how);
      await real.still();
    }),
  ),
  fc.boolean().map((isFull) =>
    command(isFull ? 'the disk is full' : 'the disk has room', (_model, real) => {
      real.world.isDiskFull = isFull;
    }),
  ),
  fc.constantFrom(-2, 2).map((hours) =>
    command(`the clock jumps ${hours} h`, (_model, real) => {
      real.world.clockOffMs += hours * 3_600_000;
    }),
  ),
  fc.nat({ max: 90 }).map((borders) => command(`dies after ${borders}`, (_model, real) => real.dieAfter(borders))),
  fc
    .boolean()
    .map((machineDied) => command(machineDied ? 'power cut' : 'killed', (_model, real) => revive(real, machineDied))),
  fc
    .tuple(fc.nat({ max: 5 }), fc.constantFrom('once' as const, 'twice' as const, 'two' as const))
    .map(([at, how]) =>
      command(
        `send ${at} ${how}`,
        (_model, real) => real.sendOne(real.messages[at % real.messages.length] ?? '', how),
        hasMessage,
      ),
    ),
  fc
    .tuple(place, fc.constantFrom('decide' as const, 'look' as const))
    .map(([at, how]) => command(`${how} on unknown ${at}`, (_model, real) => settleOne(real, at, how), hasMessage)),
];
