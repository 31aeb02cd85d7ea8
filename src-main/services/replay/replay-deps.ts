import type { EditPlan } from '../../../src-shared/contract/message.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { Emit } from '../../app/handler.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { CacheStore, JournalStore } from '../../store/store.ts';

/** The bytes a replay would send. `changes` is the journal's record of the edit (content); null = not edited. */
export type SendableBody =
  | { kind: 'built'; body: Body; isEdited: boolean; changes: string | null; messageControlId: string | null }
  | { kind: 'refused'; refusalKey: string; refusalParams: Record<string, string | number> }
  | { kind: 'not-stored' };

/**
 * What the replay service needs of the others.
 * `bootId` of this run of the machine.
 * `buildBody` reads the stored body of the source `connectorId` and applies an edit under the same rules as the preview.
 */
export type ReplayDeps = {
  engines: (connectionId: string) => Engine | null;
  journal: Pick<JournalStore, 'replays'>;
  cache: Pick<CacheStore, 'getFailure' | 'setReplayState' | 'markResolved' | 'listFailures'>;
  clock: Clock;
  logger: Logger;
  emit: Emit;
  bootId: string;
  buildBody: (
    wish: { ref: MessageRef; connectorId: string; edit: EditPlan | null },
    signal: AbortSignal,
  ) => Promise<SendableBody>;
};
