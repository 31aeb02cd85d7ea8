import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { Emit } from '../../app/handler.ts';
import type { EngineFailure } from '../../engines/engine.ts';
import { entryPath } from '../../platform/entry-path.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import { createWorkThread } from '../../platform/work-thread.ts';
import type { CollectedFinding, UnitFindingStore } from '../../store/unit-finding-store.ts';
import type { ReadMessage } from './collect-findings.ts';
import type { CollectRequest } from './unit-worker.ts';

export type UnitPage = {
  connectionId: string;
  channelId: string;
  looked: [from: number, to: number][];
  messages: ReadMessage[];
};

export type UnitKeeperDeps = {
  units: Pick<UnitFindingStore, 'notLookedAt' | 'add'>;
  siteOf(place: { connectionId: string; channelId: string }): SiteUnits;
  clock: Clock;
  logger: Logger;
  emit: Emit;
};

/** So many pages may wait, with all their content in memory. */
const mostWaiting = 3;
const limitMs = 60_000;
/** Larger ones hold up the others for too long. */
const mostBytes = 4 * 1024 * 1024;
const tellEveryMs = 5000;

/** Judges what is read from the engines in a thread of its own, and keeps the findings added up. The messages are not changed, nor kept. */
export function createUnitKeeper({ units, siteOf, clock, logger, emit }: UnitKeeperDeps) {
  const thread = createWorkThread({
    entry: entryPath(import.meta.url, 'unit-worker'),
    clock,
    name: 'measurement units',
    limitMs,
  });
  const closing = new AbortController();
  const waiting: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  let cancelTelling: (() => void) | null = null;

  /** Answers when there is room for another page. */
  async function take(page: UnitPage): Promise<void> {
    if (closing.signal.aborted) return;
    const work = last.then(() => keep(page)).catch((thrown: unknown) => report(page, thrown));
    last = work;
    waiting.push(work);
    void work.then(() => waiting.splice(waiting.indexOf(work), 1));
    if (waiting.length > mostWaiting) await waiting[0];
  }

  /**
   * Failed messages, of which the engine gave the content along. Ids that are no numbers are passed over. Whoever reads failures never waits for this: what
   * there is no room for is looked at when it is read again.
   */
  async function takeFailures(
    failures: readonly EngineFailure[],
    ofChannel: (connectionId: string, channelId: string) => { judgesUnits: boolean },
  ): Promise<void> {
    const byChannel = Map.groupBy(failures, ({ connectionId, channelId }) => `${connectionId}/${channelId}`);
    for (const [first, ...others] of byChannel.values()) {
      if (first === undefined || !ofChannel(first.connectionId, first.channelId).judgesUnits) continue;
      const { connectionId, channelId } = first;
      const messages = [first, ...others].flatMap(({ nativeId, receivedAt, body }) => {
        const id = Number(nativeId);
        const isFit = Number.isSafeInteger(id) && body !== null && body.bytes.length <= mostBytes;
        return isFit ? [{ id, receivedAt, body }] : [];
      });
      if (messages.length === 0 || waiting.length >= mostWaiting) continue;
      await take({ connectionId, channelId, messages, looked: messages.map(({ id }) => [id, id]) });
    }
  }

  async function keep({ looked, messages, ...place }: UnitPage): Promise<void> {
    if (closing.signal.aborted) return;
    const fresh = new Set(await units.notLookedAt({ ...place, ids: messages.map(({ id }) => id) }));
    const asked: CollectRequest = {
      ...place,
      site: siteOf(place),
      messages: messages.filter(({ id }) => fresh.has(id)),
    };
    const findings = asked.messages.length === 0 ? [] : await collect(asked);
    await units.add({ ...place, looked, findings });
    if (findings.length > 0) tell();
  }

  async function collect(args: CollectRequest): Promise<CollectedFinding[]> {
    for (;;) {
      const reply = await thread.send({ name: 'collect', args }, closing.signal);
      if (reply.kind === 'answered') return reply.value as CollectedFinding[];
    }
  }

  function tell(): void {
    cancelTelling ??= clock.after(tellEveryMs, () => {
      cancelTelling = null;
      emit('units.changed', {});
    });
  }

  function report({ connectionId, channelId }: UnitPage, thrown: unknown): void {
    const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
    if (code !== 'CANCELLED') logger.warn('units could not be judged', { connectionId, channelId, code });
  }

  /** Resolves when nothing waits any more; for tests. */
  const idle = (): Promise<void> => last;

  async function close(): Promise<void> {
    closing.abort();
    cancelTelling?.();
    thread.close();
    await last;
  }

  return { take, takeFailures, idle, close };
}

export type UnitKeeper = ReturnType<typeof createUnitKeeper>;
