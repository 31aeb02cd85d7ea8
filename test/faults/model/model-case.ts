import type { Store } from '../../../src-main/store/store.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { hazardKinds, type Replay } from '../../../src-shared/domain/replay.ts';
import { standardRunSettings } from '../../../src-shared/domain/replay-run.ts';
import { aFakeMessage, fakeChannel } from '../../fakes/fake-engine-world.ts';
import type { ManualClock } from '../../fakes/manual-clock.ts';
import { aConnectionId, aContext } from '../../fakes/replay-desk.ts';
import { aRecord } from '../../fakes/store-records.ts';
import { createModelDesk, type DeskOptions, type ModelDesk, untilStill } from './model-desk.ts';
import { createModelWorld, type Manners } from './model-world.ts';

/** What the journal said when a process had died, what after the recovery, and which sends nobody saw an answer of at the death. */
export type Recovery = { atDeath: readonly Replay[]; recovered: readonly Replay[]; unanswered: ReadonlySet<string> };

export type CaseOptions = { store: Store; clock: ManualClock; manners: Manners; plant?: DeskOptions['plant'] };

const acceptedHazards = [...hazardKinds];
const context = aContext('Kari Nordmann');

/**
 * One console, its engine and what is true of both, for one sequence of commands. A process that has died is followed by the next as soon
 * as anything is asked of it; `onRestart` is told what the journal said at the death and what it says after the recovery.
 */
export function createModelCase({ store, clock, manners, plant }: CaseOptions) {
  const world = createModelWorld(manners);
  const connectionId = aConnectionId();
  const messages: string[] = [];
  const runIds: string[] = [];
  /** Unknown replays that a person has settled. */
  const decided = new Set<string>();
  let requests = 0;
  let boots = 0;
  let desk = begin();

  function begin(): ModelDesk {
    const bootId = `boot-${boots}`;
    const engineOf: DeskOptions['engineOf'] = (life) => world.engineOf({ life, connectionId, now: clock.now });
    const wallClock = { ...clock, now: () => clock.now() + world.clockOffMs };
    const isDiskFull = () => world.isDiskFull;
    return createModelDesk({
      store,
      clock: wallClock,
      isDiskFull,
      connectionId,
      bootId,
      engineOf,
      ...(plant === undefined ? {} : { plant }),
    });
  }

  const still = () => untilStill(desk, { clock, heldCount: world.heldCount });
  const refOf = (nativeId: string) => ({ connectionId, channelId: fakeChannel.channelId, nativeId });

  /** Every replay of every message, as the journal has it now. */
  async function ledger(): Promise<Replay[]> {
    return (await Promise.all(messages.map((nativeId) => store.journal.replays.ofMessage(refOf(nativeId))))).flat();
  }

  /** What a person did was done, also where the process died before it could say so. */
  function noteDecisions(replays: readonly Replay[]): void {
    for (const { replayId, state } of replays) {
      if (state === 'handled-otherwise') decided.add(replayId);
      if (state === 'handled-otherwise' || state.startsWith('confirmed')) world.unanswered.delete(replayId);
    }
  }

  async function restart(): Promise<Recovery> {
    const { life } = desk;
    life.die();
    world.release('lost');
    while (life.outCount() > 0) await new Promise((resolve) => setImmediate(resolve));
    const atDeath = await ledger();
    noteDecisions(atDeath);
    const unanswered = new Set(world.unanswered);
    world.isDiskFull = false; // no core starts on a disk that takes nothing
    desk = begin();
    await desk.replay.recoverAtStart();
    const recovered = await ledger();
    await desk.runs.resumeAtStart();
    await still();
    return { atDeath, recovered, unanswered };
  }

  /** Asks and lets happen what follows. A refusal is an answer like any other; a process that dies gives none. */
  async function ask<T>(asked: (desk: ModelDesk) => Promise<T>): Promise<T | null> {
    let answer: T | null = null;
    void asked(desk).then(
      (value) => {
        answer = value;
      },
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      },
    );
    await still();
    return answer;
  }

  return {
    world,
    messages,
    runIds,
    decided,
    store,
    isDead: () => desk.life.isDead(),
    die: () => desk.life.die(),
    dieAfter: (borders: number) => desk.life.dieAfter(borders),
    powerCut: () => {
      boots += 1;
    },
    restart,
    still,
    ledger,
    requestId: () => `${connectionId}-${requests++}`,

    /** Failed messages, a second apart; `patients` by message: those with the same number are one chain. */
    async fail(patients: readonly number[]): Promise<void> {
      const records = patients.map((patient, at) => {
        const nativeId = String(10_000 + messages.length);
        messages.push(nativeId);
        const ref = refOf(nativeId);
        world.fake.messages.set(nativeId, aFakeMessage({ ref }));
        const failureId = `${connectionId}/${ref.channelId}/${nativeId}`;
        const header = {
          messageControlId: nativeId,
          messageType: 'ORU^R01',
          sender: '',
          receiver: '',
          messageAt: null,
        };
        const receivedAt = clock.now() + at * 1000;
        return aRecord({ ...ref, failureId, receivedAt, header }, { patientKeys: [`${connectionId} ${patient}`] });
      });
      await store.cache.putFailures(records);
    },

    async plan(): Promise<void> {
      const failureIds = messages.map((nativeId) => `${connectionId}/${fakeChannel.channelId}/${nativeId}`);
      const requestId = this.requestId();
      const scope = { kind: 'these' as const, failureIds };
      const planned = await ask(({ runs }) => runs.handlers.plan({ requestId, scope }, context));
      if (planned !== null) runIds.push(planned.run.runId);
    },

    async start(runId: string, more: { testCount: number; stopInRow: number }): Promise<void> {
      const settings = { ...standardRunSettings, ...more, acceptedHazards };
      const input = { requestId: this.requestId(), runId, settings, reason: 'receiver is back' };
      await ask(({ runs }) => runs.handlers.start(input, context));
    },

    async step(what: 'pause' | 'resume' | 'cancel', runId: string): Promise<void> {
      const input = { requestId: this.requestId(), runId, reason: 'enough' };
      await ask(({ runs }) => runs.handlers[what](input, context));
    },

    /** A person presses once, twice at once, or two persons press at once. */
    async sendOne(nativeId: string, how: 'once' | 'twice' | 'two'): Promise<void> {
      const first = this.requestId();
      const input = (requestId: string) => ({
        ...{ ref: refOf(nativeId), edit: null, destinationIds: null, targetConnectionId: null },
        ...{
          requestId,
          reason: 'alone',
          bodyHash: null,
          acceptedHazards,
          acceptedErrors: null,
          accountId: '',
          isPlan: false,
        },
      });
      const requestIds = how === 'once' ? [first] : how === 'twice' ? [first, first] : [first, this.requestId()];
      await ask(({ replay }) => Promise.allSettled(requestIds.map((id) => replay.send(input(id), 'Kari Nordmann'))));
    },

    /** A person decides on an unknown one, or looks for evidence. */
    async settle(replayId: string, how: 'decide' | 'look'): Promise<void> {
      const input = { requestId: this.requestId(), replayId, reason: 'asked the ward' };
      await ask(({ replay: { handlers } }) =>
        how === 'decide' ? handlers.settleOtherwise(input, context) : handlers.lookAgain(input, context),
      );
      noteDecisions(await ledger());
    },

    /** Nothing of this case may be under way when the next one begins. */
    async end(): Promise<void> {
      desk.life.die();
      world.release('lost');
      while (desk.life.outCount() > 0) await new Promise((resolve) => setImmediate(resolve));
      for (const runId of runIds) {
        const step = { at: clock.now(), person: '', state: 'cancelled' as const, pauseReason: null };
        const from = ['planned', 'testing', 'running', 'paused'] as const;
        await store.journal.runs.advance({ runId, from: [...from], step, start: null }).catch(() => undefined);
      }
    },
  };
}

export type ModelCase = ReturnType<typeof createModelCase>;
