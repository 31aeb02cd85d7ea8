import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { awaitsConfirmation, type Hazard, type Replay } from '../../../src-shared/domain/replay.ts';
import type { HandlersOf, PersonContext } from '../../app/handler.ts';
import { createConfirmation } from './confirm-replay.ts';
import { planReplay } from './plan-replay.ts';
import type { ReplayDeps } from './replay-deps.ts';
import { createReplayLedger } from './replay-ledger.ts';
import { type Sent, type StartInput, sendOnce, type TakeTurn } from './send-once.ts';

type UneditedWish = Pick<StartInput, 'ref' | 'destinationIds' | 'targetConnectionId'>;

/**
 * Sends failed messages again, once, and follows what becomes of them (design §8).
 * @method send one message, whatever asks for it; throws where it surely sent nothing. `takeTurn`: see there; left out = nobody else sends
 * @method planUnedited what stands against one message as the engine holds it
 * @method recoverAtStart before any handler is called: settles what a dead process left, resumes confirmations, sends nothing
 * @method activeCount replays being sent or confirmed now; a core without a window stops only at zero
 * @method close ends every look and wait; a send under way is cut and becomes *unknown*
 */
export type ReplayService = {
  handlers: HandlersOf<'replay'>;
  send(input: StartInput, person: string, takeTurn?: TakeTurn): Promise<Replay>;
  judge(ref: MessageRef, signal: AbortSignal): Promise<Hazard[]>;
  planUnedited(wish: UneditedWish, context: PersonContext): ReturnType<typeof planReplay>;
  recoverAtStart(): Promise<{ unknown: number; planned: number; resumed: number }>;
  activeCount(): number;
  close(): Promise<void>;
};

export function createReplayService(deps: ReplayDeps): ReplayService {
  const ledger = createReplayLedger(deps);
  const confirmation = createConfirmation(deps, ledger);
  const { replays } = deps.journal;
  const ending = new AbortController();
  /** A second click waits for the first one's outcome. */
  const sendingByRequestId = new Map<string, Promise<Sent>>();

  async function start(input: StartInput, person: string, takeTurn: TakeTurn | null): Promise<Sent> {
    const sent = await sendOnce(deps, ledger, { input, person, signal: ending.signal, takeTurn });
    if (!awaitsConfirmation(sent.replay.state)) return sent;
    // What the receiver answered at the send is there already, and all there will be.
    if (sent.replay.evidence.length === 0) confirmation.watch(sent.replay);
    else return { ...sent, replay: await readAnswer(sent.replay) };
    return sent;
  }

  /** Whatever goes wrong here, the message has been sent: then the loop looks again. */
  async function readAnswer(replay: Replay): Promise<Replay> {
    try {
      return await confirmation.look(replay, ending.signal);
    } catch {
      confirmation.watch(replay);
      return replay;
    }
  }

  function startOnce(input: StartInput, person: string, takeTurn: TakeTurn | null = null): Promise<Sent> {
    const running = sendingByRequestId.get(input.requestId);
    if (running !== undefined) return running;
    const sending = start(input, person, takeTurn).finally(() => sendingByRequestId.delete(input.requestId));
    sendingByRequestId.set(input.requestId, sending);
    return sending;
  }

  /** An *in-air* record nobody is sending any more has lost its answer. */
  async function lookAgain(replayId: string, signal: AbortSignal): Promise<Replay> {
    let replay = await ledger.get(replayId);
    if (replay.state === 'in-air' && sendingByRequestId.size === 0) {
      replay = await ledger.advance(replay, { state: 'unknown' });
    }
    if (!awaitsConfirmation(replay.state) && replay.state !== 'unknown' && replay.state !== 'failed-again')
      return replay;
    const seen = await confirmation.look(replay, signal);
    if (awaitsConfirmation(seen.state)) confirmation.watch(seen);
    return seen;
  }

  /** The first person's word stands. */
  async function settleOtherwise(replayId: string, settledReason: string): Promise<Replay> {
    const replay = await ledger.get(replayId);
    if (replay.state === 'handled-otherwise') return replay;
    return ledger.advance(replay, { state: 'handled-otherwise', settledReason });
  }

  const handlers: HandlersOf<'replay'> = {
    plan: (input, context) => planReplay(deps, { ...withAccount(input, context), isPlan: true }, context.signal),
    async start(input, context) {
      context.describe({ target: targetOf(input.ref) });
      const { replay, introducedErrors } = await startOnce(
        { ...withAccount(input, context), isPlan: false },
        context.account.name,
      );
      const accepted = introducedErrors === 0 ? '' : `, ${introducedErrors} errors accepted`;
      const edited = replay.isEdited ? ', edited' : '';
      const past = replay.targetConnectionId === null ? '' : `, past the engine to ${replay.targetConnectionId}`;
      context.describe({ summary: `replay ${replay.replayId} ${replay.state}${edited}${past}${accepted}` });
      return { replay };
    },
    async list({ state, cursor, limit }) {
      return replays.list(state, cursor, limit);
    },
    async get({ replayId }) {
      return { replay: await ledger.get(replayId) };
    },
    async ofMessage({ ref }) {
      return { items: await replays.ofMessage(ref) };
    },
    async lookAgain({ replayId }, context) {
      const replay = await lookAgain(replayId, context.signal);
      context.describe({ target: targetOf(replay), summary: `replay ${replayId} ${replay.state}` });
      return { replay };
    },
    async settleOtherwise({ replayId, reason }, context) {
      const replay = await settleOtherwise(replayId, reason);
      context.describe({ target: targetOf(replay), summary: `replay ${replayId} ${replay.state}` });
      return { replay };
    },
  };

  return {
    handlers,
    judge: async (ref, signal) =>
      (
        await planReplay(
          deps,
          { ref, edit: null, destinationIds: null, targetConnectionId: null, accountId: '', isPlan: true },
          signal,
        )
      ).hazards,
    planUnedited: (wish, context) =>
      planReplay(deps, { ...withAccount(wish, context), edit: null, isPlan: true }, context.signal),
    send: async (input, person, takeTurn) => (await startOnce(input, person, takeTurn)).replay,
    async recoverAtStart() {
      const { unknown, planned } = await replays.recover(deps.bootId, deps.clock.now());
      for (const replayId of [...unknown, ...planned]) await ledger.tell(await ledger.get(replayId));
      const resumed = await resumeConfirmations();
      return { unknown: unknown.length, planned: planned.length, resumed };
    },
    activeCount: () => sendingByRequestId.size + confirmation.activeCount(),
    async close() {
      confirmation.close();
      ending.abort(new AppError('CANCELLED', 'The core is stopping.'));
      await Promise.allSettled(sendingByRequestId.values());
    },
  };

  async function resumeConfirmations(): Promise<number> {
    let cursor: string | null = null;
    let resumed = 0;
    do {
      const page: Awaited<ReturnType<typeof replays.list>> = await replays.list('open', cursor, 200);
      for (const replay of page.items.filter((item) => item.state === 'accepted')) {
        confirmation.watch(replay);
        resumed += 1;
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    return resumed;
  }
}

function withAccount<Input extends object>(input: Input, { account }: PersonContext): Input & { accountId: string } {
  return { ...input, accountId: account.accountId };
}

/** Engine, channel and message by id: no content. */
function targetOf(ref: { connectionId: string; channelId: string; nativeId: string }): string {
  return `${ref.connectionId}/${ref.channelId}/${ref.nativeId}`;
}
