import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Body, fileConnectionId } from '../../../src-shared/domain/message.ts';
import type { MessageDetail } from '../../engines/engine.ts';
import type { StageKey } from '../../store/store.ts';
import type { MessageDeps } from './message-deps.ts';
import { noConnection } from './message-errors.ts';
import { notOpen, type OpenFiles } from './open-files.ts';

/** Bodies as the engine stored them, with the cache as the second place to look. */
export type StoredBodies = {
  /**
   * The source's raw body from the cache, else from the engine. Every other form from the engine, because it changes with each attempt to send;
   * what was kept earlier stands in while the engine cannot be asked or no longer has it. Null = that form was not stored.
   * @throws AppError ENGINE_* when nothing was kept
   */
  read(key: StageKey, signal: AbortSignal): Promise<Body | null>;
  /**
   * Asked of the engine anew, past the cache: what a replay would send. Null = not stored. `isPlan`: it is looked at, and kept for the next look; what
   * is only sent is not. @throws AppError ENGINE_*
   */
  readAnew(key: StageKey, isPlan: boolean, signal: AbortSignal): Promise<Body | null>;
};

/** Above this a body is shown but not kept. It is as much as an engine is asked for. */
const keepAtMostBytes = 64 * 1024 * 1024;

export function createStoredBodies(deps: MessageDeps, files: Pick<OpenFiles, 'read'>): StoredBodies {
  async function readFromEngine(key: StageKey, keeps: boolean, signal: AbortSignal): Promise<Body | null> {
    const messages = deps.engines(key.ref.connectionId)?.messages;
    if (messages === undefined) throw noConnection();
    const body = await messages.readBody(key, signal);
    if (keeps && body !== null && body.bytes.length <= keepAtMostBytes) await keep(key, body);
    return body;
  }

  /** A file has one form. @throws AppError NOT_FOUND when it was closed */
  function fileBody({ ref, connectorId, stage }: StageKey): Body | null {
    if (!isUnchanging({ connectorId, stage })) return null;
    const body = files.read(ref);
    if (body === null) throw notOpen();
    return body;
  }

  async function keep(key: StageKey, body: Body): Promise<void> {
    try {
      await deps.cache.putBody(key, body);
    } catch (error) {
      // The reader has the body; that it is not kept costs only another question later.
      deps.logger.warn('A body could not be kept in the cache.', {
        code: error instanceof AppError ? error.code : 'INTERNAL',
      });
    }
  }

  return {
    async read(key, signal) {
      if (key.ref.connectionId === fileConnectionId) return fileBody(key);
      const kept = await deps.cache.readBody(key);
      if (kept !== null && isUnchanging(key)) return kept;
      try {
        return (await readFromEngine(key, true, signal)) ?? kept;
      } catch (error) {
        if (kept !== null && error instanceof AppError && error.code !== 'CANCELLED') return kept;
        throw error;
      }
    },
    readAnew: readFromEngine,
  };
}

/** The id a source has where an engine does not name it (Mirth: always). */
export const sourceId = '0';

/** What came in stays as it came; every other form may be another after the next attempt to send. */
export function isUnchanging({ connectorId, stage }: Pick<StageKey, 'connectorId' | 'stage'>): boolean {
  return connectorId === sourceId && stage === 'raw';
}

export function sourceIdOf(detail: Pick<MessageDetail, 'connectors'>): string {
  return detail.connectors.find((row) => row.role === 'source')?.connectorId ?? sourceId;
}
