import type { Engine, ReplayFacet } from '../../../src-main/engines/engine.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { createFakeEngine } from '../../fakes/fake-engine.ts';
import { createFakeWorld, type FakeWorld, makeCopy } from '../../fakes/fake-engine-world.ts';
import type { Life } from './life.ts';

/**
 * What the engine does with what it is given. *lose*: takes it and its answer is lost; *hold*: takes it and answers when a person lets it;
 * *refuse*, *unreachable*: takes nothing.
 */
export const manners = ['take', 'refuse', 'unreachable', 'lose', 'hold'] as const;
export type Manner = (typeof manners)[number];

/** A message that a receiver got. `openBefore`: replays whose answer was lost before it, and which no person had decided on. `wasDiskFull`: nothing could be written when it left. */
export type Delivered = { nativeId: string; replayId: string; openBefore: ReadonlySet<string>; wasDiskFull: boolean };

/** What a case is about: a journal that knows more than the engine, and how many go at once. */
export type Manners = { showsCopies: boolean; connectionCount: number };

/** What is true, whatever a console believes. `showsCopies` false: nobody but the console's own journal knows what was sent. */
export type ModelWorld = {
  fake: FakeWorld;
  manner: Manner;
  /** Nothing can be written to the journal. */
  isDiskFull: boolean;
  /** How far the clock on the wall is off, ms. */
  clockOffMs: number;
  showsCopies: boolean;
  connectionCount: number;
  delivered: Delivered[];
  /** Sends that the engine did not take. */
  refused: Set<string>;
  /** Sends that reached the receiver, whose answer no living process has seen, and which no person has decided on. */
  unanswered: Set<string>;
  /** Lets those go that are held; *lost* = without an answer. */
  release(how: 'answered' | 'lost'): void;
  heldCount(): number;
};

export function createModelWorld({
  showsCopies,
  connectionCount,
}: Manners): ModelWorld & { engineOf(options: EngineOptions): Engine } {
  const held = new Set<(how: 'answered' | 'lost') => void>();
  const world: ModelWorld = {
    fake: createFakeWorld({ receiverIsUp: true }),
    manner: 'take',
    isDiskFull: false,
    clockOffMs: 0,
    showsCopies,
    connectionCount,
    delivered: [],
    unanswered: new Set(),
    refused: new Set(),
    release(how) {
      for (const letGo of [...held]) letGo(how);
      held.clear();
    },
    heldCount: () => held.size,
  };

  async function take(request: Parameters<ReplayFacet['replay']>[0], at: number) {
    if (world.manner === 'refuse' || world.manner === 'unreachable') world.refused.add(request.replayId);
    if (world.manner === 'refuse') throw new AppError('ENGINE_REFUSED', 'No.');
    if (world.manner === 'unreachable') throw new AppError('ENGINE_UNREACHABLE', 'Nobody is there.');
    const { manner } = world;
    const { replayId, ref, destinationIds } = request;
    world.delivered.push({
      nativeId: ref.nativeId,
      replayId,
      openBefore: new Set(world.unanswered),
      wasDiskFull: world.isDiskFull,
    });
    world.unanswered.add(replayId);
    const copy = makeCopy(world.fake, request, at);
    if (manner === 'hold') {
      const how = await new Promise<'answered' | 'lost'>((resolve) => held.add(resolve));
      if (how === 'lost') throw new AppError('OUTCOME_UNKNOWN', 'No answer.');
    }
    if (manner === 'lose') throw new AppError('OUTCOME_UNKNOWN', 'No answer.');
    const nativeId = copy.ref.nativeId;
    return { replayId, ref, nativeId, acceptedAt: at, bodyHash: null, destinationIds, evidence: [] };
  }

  return Object.assign(world, {
    engineOf({ life, connectionId, now }: EngineOptions): Engine {
      const engine = createFakeEngine({ world: world.fake, connection: { connectionId }, now });
      const facet: ReplayFacet = {
        ...engine.replay!,
        findCopies: (ref, signal) => (world.showsCopies ? engine.replay!.findCopies(ref, signal) : Promise.resolve([])),
        replay: (request) => take(request, now()),
      };
      const gated = life.gated(facet);
      const replay: ReplayFacet['replay'] = async (request, signal) => {
        const receipt = await gated.replay(request, signal);
        world.unanswered.delete(request.replayId);
        return receipt;
      };
      return { ...engine, messages: life.gated(engine.messages!), replay: { ...gated, connectionCount, replay } };
    },
  });
}

type EngineOptions = { life: Life; connectionId: string; now: () => number };
