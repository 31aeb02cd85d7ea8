import type { PersonContext } from '../../src-main/app/handler.ts';
import type { Engine } from '../../src-main/engines/engine.ts';
import { createPermits, type Permits } from '../../src-main/services/approvals/permits.ts';
import { createMessageService, type MessageService } from '../../src-main/services/message/message-service.ts';
import type { ReplayDeps } from '../../src-main/services/replay/replay-deps.ts';
import { createReplayService, type ReplayService } from '../../src-main/services/replay/replay-service.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { EventName, InputOf, OutputOf, PayloadOf } from '../../src-shared/contract/index.ts';
import type { Account } from '../../src-shared/domain/account.ts';
import type { Environment } from '../../src-shared/domain/connection.ts';
import type { KeySource } from '../../src-shared/domain/indexed-message.ts';
import type { MessageRef } from '../../src-shared/domain/message.ts';
import { acceptanceOf, type Replay } from '../../src-shared/domain/replay.ts';
import { type ReplayPolicy, standardPolicy } from '../../src-shared/domain/replay-policy.ts';
import type { RuleProfile } from '../../src-shared/domain/rule-profile.ts';
import { noSiteUnits } from '../../src-shared/domain/units/site-units.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';
import { aFakeMessage, createFakeWorld, type FakeWorld, fakeChannel } from './fake-engine-world.ts';
import type { ManualClock } from './manual-clock.ts';
import { noRules } from './no-rules.ts';
import { silentLogger } from './temporary-store.ts';

/** One console at work: both services over a store and an engine. `ref` is the failed message in its world. */
export type ReplayDesk = {
  ref: MessageRef;
  engine: FakeEngine;
  /** Engines beside the world's own, for sends past it. */
  targets: Engine[];
  world: FakeWorld;
  message: MessageService;
  permits: Permits;
  replay: ReplayService;
  context: PersonContext;
  summaries: string[];
  events: { name: EventName; payload: PayloadOf<EventName> }[];
  plan(overrides?: Partial<InputOf<'replay.plan'>>): Promise<OutputOf<'replay.plan'>>;
  /** Plans, accepts what may be accepted, and starts. */
  start(overrides?: Partial<InputOf<'replay.start'>>): Promise<Replay>;
  /** Resolve when the journal says so. */
  until(replayId: string, isSo: (replay: Replay) => boolean): Promise<Replay>;
  untilState(replayId: string, state: Replay['state']): Promise<Replay>;
};

export type DeskOptions = {
  store: Store;
  clock: ManualClock;
  world?: FakeWorld;
  connectionId?: string;
  bootId?: string;
  person?: string;
  readOnly?: boolean;
  keySource?: KeySource;
  environment?: Environment;
  /** Who may agree; none when left out. */
  accounts?: ReadonlyMap<string, Account>;
  policy?: () => ReplayPolicy;
  profiles?: readonly RuleProfile[];
  /** Throws when a rule that an edit is made by does not stand any more; every one does when left out. */
  requireStanding?: ReplayDeps['requireStanding'];
};

/** A connection id that no other test of the file uses: so that one store can serve them all. */
export function aConnectionId(): string {
  return `c${nextNumber++}`;
}

/** A world with one failed message in it. */
export function aWorldWithFailure(overrides: Partial<FakeWorld> = {}): FakeWorld {
  const world = createFakeWorld(overrides);
  const message = aFakeMessage();
  world.messages.set(message.ref.nativeId, message);
  return world;
}

let nextNumber = 1;

export function createReplayDesk({ store, clock, ...options }: DeskOptions): ReplayDesk {
  const world = options.world ?? aWorldWithFailure();
  const { connectionId = 'c0', readOnly = false, environment = 'TEST' } = options;
  const ref = { connectionId, channelId: fakeChannel.channelId, nativeId: '14' };
  const engine = createFakeEngine({ world, connection: { connectionId, readOnly, environment }, now: clock.now });
  const events: ReplayDesk['events'] = [];
  const watchers = new Set<() => void>();
  const emit = <Name extends EventName>(name: Name, payload: PayloadOf<Name>) => {
    events.push({ name, payload: payload as PayloadOf<EventName> });
    for (const watch of [...watchers]) watch();
  };
  const targets: Engine[] = [];
  const engines = (id: string) => targets.find((each) => each.connection.connectionId === id) ?? engine;
  const base = { ...noRules, engines, cache: store.cache, clock, logger: silentLogger, emit };
  const message = createMessageService({
    ...base,
    revealMs: () => 300_000,
    profilesOf: () => options.profiles ?? [],
    unitsOf: () => noSiteUnits,
  });
  const permits = createPermits({
    journal: store.journal,
    findAccount: (accountId) => options.accounts?.get(accountId) ?? null,
    policy: options.policy ?? (() => standardPolicy),
    clock,
  });
  const replay = createReplayService({
    ...base,
    journal: store.journal,
    bootId: options.bootId ?? 'boot-1',
    buildBody: message.buildBody,
    keySourceOf: () => options.keySource ?? null,
    requireStanding: options.requireStanding ?? noRules.requireStanding,
    permits,
  });
  const summaries: string[] = [];
  const context = aContext(options.person ?? 'Kari Nordmann', summaries);

  const plan: ReplayDesk['plan'] = (overrides = {}) =>
    replay.handlers.plan({ ref, edit: null, destinationIds: null, targetConnectionId: null, ...overrides }, context);

  const until: ReplayDesk['until'] = (replayId, isSo) =>
    new Promise((resolve, reject) => {
      const watch = () => {
        store.journal.replays.get(replayId).then((found) => {
          if (found === null || !isSo(found)) return;
          watchers.delete(watch);
          resolve(found);
        }, reject);
      };
      watchers.add(watch);
      watch();
    });

  return {
    ref,
    engine,
    targets,
    world,
    message,
    permits,
    replay,
    context,
    summaries,
    events,
    plan,
    async start(overrides = {}) {
      const { edit = null, destinationIds = null, targetConnectionId = null } = overrides;
      const wish = { ref: overrides.ref ?? ref, edit, destinationIds, targetConnectionId };
      // Fields and text are edited by those who see the message.
      if (edit !== null && edit.kind !== 'steps')
        await message.handlers.reveal({ ref: wish.ref, reason: 'to edit it' }, context);
      const planned = await plan(wish);
      const acceptedHazards = planned.hazards.filter((hazard) => !hazard.blocks).map(acceptanceOf);
      const input = {
        ...wish,
        requestId: `request-${nextNumber++}`,
        reason: 'the receiver is back',
        bodyHash: planned.bodyHash,
        acceptedHazards,
        acceptedErrors: null,
        ...overrides,
      };
      return (await replay.handlers.start(input, context)).replay;
    },
    until,
    untilState: (replayId, state) => until(replayId, (now) => now.state === state),
  };
}

export function aContext(name: string, summaries: string[] = [], account: Partial<Account> = {}): PersonContext {
  return {
    account: {
      ...{ accountId: 'a1', name, roles: ['operator'], disabled: false, createdAt: 0, lastSignInAt: null },
      ...account,
    },
    sessionId: `session of ${name}`,
    shell: 'cli',
    traceId: 't1',
    signal: new AbortController().signal,
    describe: ({ summary }) => {
      if (summary !== undefined) summaries.push(summary);
    },
  };
}
