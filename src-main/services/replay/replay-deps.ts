import type { EditPlan, EditProblem } from '../../../src-shared/contract/message-edit.ts';
import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { ReplayFacts } from '../../../src-shared/formats/format.ts';
import type { Emit } from '../../app/handler.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { CacheStore, JournalStore } from '../../store/store.ts';
import type { Permits } from './permits-port.ts';

/** What an edit makes wrong; `isJudged` false = it could not be found out. */
export type EditJudgement = {
  problems: Omit<EditProblem, 'textSpan'>[];
  introducedErrors: number;
  isJudged: boolean;
};

/** The bytes a replay would send. `edit` is the journal's record of the edit (content), fit for JSON; null = not edited. */
export type SendableBody =
  | { kind: 'built'; body: Body; edit: object | null; facts: ReplayFacts | null; judgement: EditJudgement }
  | { kind: 'refused'; refusalKey: string; refusalParams: Record<string, string | number> }
  | { kind: 'not-stored' };

/**
 * What the replay service needs of the others.
 * `bootId` of this run of the machine.
 * `keySourceOf` the index of a channel; null = not known, or there is none.
 * `buildBody` reads the stored body of the source `connectorId` and applies an edit under the same rules as the preview, judged by the profiles of now.
 */
export type ReplayDeps = {
  engines: (connectionId: string) => Engine | null;
  journal: Pick<JournalStore, 'replays'>;
  cache: Pick<CacheStore, 'changes' | 'getFailure' | 'setReplayStates' | 'failuresOfControlId'> & {
    headers: Pick<CacheStore['headers'], 'lookUp'>;
  };
  clock: Clock;
  logger: Logger;
  emit: Emit;
  bootId: string;
  permits: Pick<Permits, 'policy' | 'spendOnMessage' | 'ofRun' | 'sentLately'>;
  /** Directly before a message leaves: throws AppError CONFLICT when a rule that its edit is made by does not stand any more. */
  requireStanding: (ref: MessageRef, edit: EditPlan | null) => void;
  keySourceOf: (connectionId: string, channelId: string) => KeySource | null;
  buildBody: (
    wish: { ref: MessageRef; connectorId: string; edit: EditPlan | null; accountId: string; isPlan: boolean },
    signal: AbortSignal,
  ) => Promise<SendableBody>;
};
