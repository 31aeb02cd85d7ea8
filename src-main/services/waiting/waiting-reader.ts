import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { Emit } from '../../app/handler.ts';
import type { Engine, WaitingFacet, WaitingRow } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import { hasMoved, isDue, type QueueWork, queueKey, queuesOf, type SeenContent, see } from './queue-work.ts';
import { type UrgentWaiting, urgentByChannel } from './urgent-waiting.ts';

export type WaitingReaderDeps = { clock: Clock; logger: Logger; emit: Emit };

/** `observedAt`: when its queues were last counted, null = never. */
type EngineQueues = {
  engine: Engine;
  queues: Map<string, QueueWork>;
  observedAt: number | null;
  stopping: AbortController;
  isReading: boolean;
  reading: Promise<void>;
  restUntil: number;
};

/** The head of a queue that is listed and looked at. */
const listed = 200;
const readAtOnce = 100;
const wantedForMs = 60_000;
/** Searches leave rows in the engine's audit: reading may take this share of the time at most (1/20). */
const restPerMs = 19;

/**
 * Counts what waits in the engines' queues with every snapshot, which costs nothing, and reads who waits only while somebody looks: one
 * queue after the other, each at most every 30 s once it is known where it goes.
 */
export function createWaitingReader(deps: WaitingReaderDeps) {
  const works = new Map<string, EngineQueues>();
  let wantedUntil = Number.NEGATIVE_INFINITY;

  function start(engine: Engine): void {
    works.set(engine.connection.connectionId, {
      engine,
      queues: new Map(),
      observedAt: null,
      stopping: new AbortController(),
      isReading: false,
      reading: Promise.resolve(),
      restUntil: Number.NEGATIVE_INFINITY,
    });
  }

  function stop(engine: Engine): void {
    const work = works.get(engine.connection.connectionId);
    if (work?.engine !== engine) return;
    work.stopping.abort();
    works.delete(engine.connection.connectionId);
  }

  /** A fresh snapshot of every channel of one engine. */
  function note(engine: Engine, channels: readonly ChannelSnapshot[]): void {
    const work = works.get(engine.connection.connectionId);
    if (work?.engine !== engine) return;
    const queues = queuesOf(channels, work.queues);
    const isNews = work.observedAt === null || hasMoved(work.queues, queues);
    work.queues = queues;
    work.observedAt = deps.clock.now();
    if (isNews) tell(work);
    if (deps.clock.now() < wantedUntil) run(work);
  }

  /** Somebody looks: what waits is read for a minute from now. */
  function look(connectionIds: readonly string[]): void {
    wantedUntil = deps.clock.now() + wantedForMs;
    for (const id of connectionIds) {
      const work = works.get(id);
      if (work !== undefined) run(work);
    }
  }

  function run(work: EngineQueues): void {
    const { waiting } = work.engine;
    if (work.isReading || waiting === undefined || deps.clock.now() < work.restUntil) return;
    work.isReading = true;
    work.reading = readDue(work, waiting).finally(() => {
      work.isReading = false;
    });
  }

  async function readDue(work: EngineQueues, facet: WaitingFacet): Promise<void> {
    const startedAt = deps.clock.now();
    const due = [...work.queues.values()].filter((queue) => isDue(queue, startedAt));
    for (const queue of due) await readOne(work, facet, queue);
    const endedAt = deps.clock.now();
    work.restUntil = endedAt + (endedAt - startedAt) * restPerMs;
    if (due.length > 0 && !work.stopping.signal.aborted) tell(work);
  }

  /** Whatever goes wrong is said of that queue, and it is asked again in its turn. */
  async function readOne(work: EngineQueues, facet: WaitingFacet, queue: QueueWork): Promise<void> {
    const { signal } = work.stopping;
    const keep = (news: Partial<QueueWork>): void => {
      const key = queueKey(queue.channelId, queue.connectorId);
      const current = work.queues.get(key);
      if (current !== undefined) work.queues.set(key, { ...current, ...news, triedAt: deps.clock.now() });
    };
    try {
      const rows = await facet.list({ ...placeOf(queue), expected: queue.count, limit: listed }, signal);
      keep({ rows, readAt: deps.clock.now(), hasFailed: false });
      keep(await readContents(facet, { queue, rows }, signal));
    } catch (thrown) {
      const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
      if (code === 'CANCELLED') return;
      const { connectionId } = work.engine.connection;
      deps.logger.warn('a queue could not be read', { connectionId, code });
      keep({ hasFailed: true });
    }
  }

  function tell(work: EngineQueues): void {
    deps.emit('waiting.changed', { connectionId: work.engine.connection.connectionId });
  }

  /** By channel: how many of those waiting whose content was seen are urgent, and since when the first of them waits; null = none was seen yet. */
  function urgentOf(connectionId: string): UrgentWaiting[] {
    return urgentByChannel([...(works.get(connectionId)?.queues.values() ?? [])]);
  }

  /** What waits in one channel: `urgent` of those whose content was seen, null = of none was. Null: the engine has not told yet. */
  function countAt(place: {
    connectionId: string;
    channelId: string;
  }): { total: number; urgent: number | null } | null {
    const work = works.get(place.connectionId);
    if (work === undefined || work.observedAt === null) return null;
    const queues = [...work.queues.values()].filter(({ channelId }) => channelId === place.channelId);
    const [seen] = urgentByChannel(queues);
    return { total: queues.reduce((sum, { count }) => sum + count, 0), urgent: seen?.urgent?.count ?? null };
  }

  /** Resolves when nothing is being read; for tests and for closing. */
  async function idle(): Promise<void> {
    await Promise.all([...works.values()].map(({ reading }) => reading));
  }

  async function close(): Promise<void> {
    const reading = [...works.values()].map((work) => work.reading);
    for (const work of works.values()) work.stopping.abort();
    works.clear();
    await Promise.all(reading);
  }

  return {
    start,
    stop,
    note,
    look,
    urgentOf,
    countAt,
    idle,
    close,
    find: (connectionId: string) => works.get(connectionId) ?? null,
  };
}

export type WaitingReader = ReturnType<typeof createWaitingReader>;

const placeOf = ({ channelId, connectorId }: QueueWork) => ({ channelId, connectorId });

/** Those not seen yet, and the head anew: only it is tried, and says where it goes and why it does not get there. */
async function readContents(
  facet: WaitingFacet,
  { queue, rows }: { queue: QueueWork; rows: WaitingRow[] },
  signal: AbortSignal,
): Promise<Pick<QueueWork, 'seen' | 'target' | 'retryEveryMs'>> {
  const ids = rows.map(({ ref }) => ref.nativeId);
  const unseen = ids.filter((id, index) => index === 0 || !queue.seen.has(id));
  const seen = new Map<string, SeenContent>();
  let { target, retryEveryMs } = queue;
  for (let at = 0; at < unseen.length; at += readAtOnce) {
    const nativeIds = unseen.slice(at, at + readAtOnce);
    for (const content of await facet.read({ ...placeOf(queue), nativeIds }, signal)) {
      seen.set(content.nativeId, see(content));
      target = content.target ?? target;
      retryEveryMs = content.retryEveryMs ?? retryEveryMs;
    }
  }
  for (const id of ids) {
    const known = seen.get(id) ?? queue.seen.get(id);
    if (known !== undefined) seen.set(id, known);
  }
  return { seen, target, retryEveryMs };
}
