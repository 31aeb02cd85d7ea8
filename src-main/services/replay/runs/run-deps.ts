import type { InputOf } from '../../../../src-shared/contract/index.ts';
import type { Environment } from '../../../../src-shared/domain/connection.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import type { Hazard, Replay } from '../../../../src-shared/domain/replay.ts';
import type { Emit } from '../../../app/handler.ts';
import type { Engine } from '../../../engines/engine.ts';
import type { Clock, Logger } from '../../../platform/ports.ts';
import type { CacheStore, FailureQuery, JournalStore } from '../../../store/store.ts';
import type { Permits } from '../permits-port.ts';
import type { StartInput, TakeTurn } from '../send-once.ts';

/**
 * What runs need of the others.
 * @property send one message through the ledger, as `sendOnce` does it @throws AppError when it surely sent nothing
 * @property judge every hazard of one message as it is now @throws AppError as `replay.plan`
 * @property onReplayChanged told after every step of any replay; returns how to stop listening
 */
export type RunDeps = {
  permits: Pick<Permits, 'policy' | 'spendOnRun' | 'usedByRun' | 'ofRun' | 'sentLately'>;
  cache: Pick<CacheStore, 'listFailures' | 'getFailures' | 'failureKeys' | 'readBody'>;
  journal: Pick<JournalStore, 'replays' | 'runs' | 'approvals' | 'affected'>;
  clock: Clock;
  logger: Logger;
  emit: Emit;
  /** That the console shows. */
  environment: () => Environment;
  engines: (connectionId: string) => Engine | null;
  shownIds: () => string[];
  queryOf: (filter: InputOf<'failures.list'>['filter']) => FailureQuery;
  send: (input: StartInput, person: string, takeTurn?: TakeTurn) => Promise<Replay>;
  judge: (ref: MessageRef, signal: AbortSignal) => Promise<Hazard[]>;
  onReplayChanged: (listener: (replayId: string) => void) => () => void;
};
