import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { Emit } from '../../app/handler.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { DeploymentStore, StoredDeployment } from '../../store/affected-store.ts';

export type DeploymentLogDeps = { deployments: DeploymentStore; clock: Clock; logger: Logger; emit: Emit };

type Place = { connectionId: string; channelId: string };
type Followed = {
  engine: Engine;
  /** By channel, the newest that was watched; null = not read from the journal yet. */
  latest: Map<string, StoredDeployment> | null;
  snapshots: Map<string, ChannelSnapshot>;
  hasTold: boolean;
  writtenMs: number;
  askedMs: number;
  stopping: AbortController;
  running: Promise<void>;
  isRunning: boolean;
};

/** What is watched is written down at least so often, so that a sudden end hides no more than this. */
const writeEveryMs = 300_000;
/** After a revision could not be read. */
const askAgainMs = 30_000;
/** Each question leaves a row in the engine's audit: at a first start they are spread over some polls. */
const mostAtOnce = 10;

/**
 * Follows which revision of each channel runs since when. An engine stamps no message with it, so it has to be known by the time: from polling,
 * and, for what was before, from what the engine's own log still tells.
 */
export function createDeploymentLog(deps: DeploymentLogDeps) {
  const { deployments, clock } = deps;
  const followed = new Map<string, Followed>();
  const ending = new Set<Promise<void>>();

  function start(engine: Engine): void {
    followed.set(engine.connection.connectionId, {
      engine,
      latest: null,
      snapshots: new Map(),
      hasTold: false,
      writtenMs: clock.monotonicMs(),
      askedMs: Number.NEGATIVE_INFINITY,
      stopping: new AbortController(),
      running: Promise.resolve(),
      isRunning: false,
    });
  }

  function stop(engine: Engine): void {
    const { connectionId } = engine.connection;
    const known = followed.get(connectionId);
    if (known?.engine !== engine) return;
    followed.delete(connectionId);
    known.stopping.abort();
    const ended = known.running.then(() => write(known));
    ending.add(ended);
    void ended.finally(() => ending.delete(ended));
  }

  /** Returns at once; what has to be asked is asked beside the polls. */
  function note(engine: Engine, snapshots: readonly ChannelSnapshot[]): void {
    const known = followed.get(engine.connection.connectionId);
    if (known?.engine !== engine) return;
    known.snapshots = new Map(snapshots.map((snapshot) => [snapshot.channelId, snapshot]));
    const now = clock.now();
    for (const { channelId, deployedAt } of snapshots) {
      const last = known.latest?.get(channelId);
      if (last !== undefined && last.deployedAt === deployedAt) last.watchedTo = now;
    }
    if (known.isRunning) return;
    known.isRunning = true;
    known.running = follow(known)
      .catch((thrown: unknown) => report(known, thrown))
      .finally(() => {
        known.isRunning = false;
      });
  }

  async function follow(known: Followed): Promise<void> {
    const { connectionId } = known.engine.connection;
    known.latest ??= new Map((await deployments.latest(connectionId)).map((each) => [each.channelId, each]));
    if (clock.monotonicMs() - known.askedMs >= askAgainMs) await readChanged(known, known.latest);
    if (!known.hasTold) await readTold(known);
    if (clock.monotonicMs() - known.writtenMs >= writeEveryMs) await write(known);
  }

  async function readChanged(known: Followed, latest: Map<string, StoredDeployment>): Promise<void> {
    const changed = [...known.snapshots.values()].filter(
      ({ channelId, deployedAt }) => deployedAt !== null && latest.get(channelId)?.deployedAt !== deployedAt,
    );
    for (const snapshot of changed.slice(0, mostAtOnce)) await readOne(known, latest, snapshot);
  }

  async function readOne(
    known: Followed,
    latest: Map<string, StoredDeployment>,
    { channelId, deployedAt, revision }: ChannelSnapshot,
  ): Promise<void> {
    const { connectionId } = known.engine.connection;
    if (deployedAt === null) return;
    const running = revision === null ? await askRunning(known, channelId) : { revision, deployedAt };
    // Saved or deployed again while it was asked: a later poll shows what runs then.
    if (running === 'changing' || (running !== 'untold' && running.deployedAt !== deployedAt)) return;
    const seen: StoredDeployment = {
      ...{ connectionId, channelId, deployedAt },
      revision: running === 'untold' ? null : running.revision,
      knownBy: 'watched',
      watchedTo: Math.max(clock.now(), deployedAt),
    };
    const before = latest.get(channelId);
    await deployments.put(before === undefined ? [seen] : [before, seen]);
    latest.set(channelId, seen);
    deps.emit('affected.deployed', { connectionId, channelId });
  }

  /** What only one channel refuses must not keep the others from being known. */
  async function askRunning(known: Followed, channelId: string) {
    const { deployments: facet } = known.engine;
    if (facet === undefined) return 'untold';
    try {
      const running = await facet.running(channelId, known.stopping.signal);
      if (running !== null) return running;
      known.askedMs = clock.monotonicMs();
    } catch (thrown) {
      known.askedMs = clock.monotonicMs();
      const isOne = thrown instanceof AppError && thrown.code !== 'ENGINE_UNREACHABLE' && thrown.code !== 'CANCELLED';
      if (isOne) report(known, thrown);
      else throw thrown;
    }
    return 'changing';
  }

  /** Once per start: what was deployed while nobody watched. */
  async function readTold(known: Followed): Promise<void> {
    const { connectionId } = known.engine.connection;
    const told = (await known.engine.deployments?.told(known.stopping.signal)) ?? [];
    const channelIds = [...known.snapshots.keys()];
    const records = told.flatMap(({ channelId, at }) =>
      (channelId === null ? channelIds : channelIds.filter((id) => id === channelId)).map((id) => ({
        ...{ connectionId, channelId: id, deployedAt: at, revision: null, watchedTo: at },
        knownBy: 'engine-log' as const,
      })),
    );
    if (records.length > 0) await deployments.put(records);
    known.hasTold = true;
  }

  async function write(known: Followed): Promise<void> {
    const watched = [...(known.latest?.values() ?? [])];
    known.writtenMs = clock.monotonicMs();
    if (watched.length > 0) await deployments.put(watched);
  }

  /** What could not be read is asked again after a later poll. */
  function report({ engine, stopping }: Followed, thrown: unknown): void {
    const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
    if (code === 'CANCELLED' || stopping.signal.aborted) return;
    deps.logger.warn('deployments could not be read', { connectionId: engine.connection.connectionId, code });
  }

  /** Everything known of a channel, with what was watched up to now. */
  async function ofChannel(place: Place): Promise<StoredDeployment[]> {
    const stored = await deployments.ofChannel(place);
    const live = followed.get(place.connectionId)?.latest?.get(place.channelId);
    return stored.map((each) => (live !== undefined && each.deployedAt === live.deployedAt ? { ...live } : each));
  }

  /** By the last poll; empty where the channel is not deployed. */
  function destinationsOf({ connectionId, channelId }: Place): string[] {
    const connectors = followed.get(connectionId)?.snapshots.get(channelId)?.connectors ?? [];
    return connectors.filter(({ role }) => role === 'destination').map(({ name }) => name);
  }

  async function idle(): Promise<void> {
    await Promise.all([...followed.values()].map(({ running }) => running));
  }

  async function close(): Promise<void> {
    for (const { engine } of [...followed.values()]) stop(engine);
    await Promise.allSettled(ending);
  }

  return { start, stop, note, ofChannel, destinationsOf, idle, close };
}

export type DeploymentLog = ReturnType<typeof createDeploymentLog>;
