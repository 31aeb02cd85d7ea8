import { mostRevealed } from '../../../../../src-shared/contract/failure-handling.ts';
import type { InputOf } from '../../../../../src-shared/contract/index.ts';
import { AppError } from '../../../../../src-shared/domain/app-error.ts';
import type { Environment } from '../../../../../src-shared/domain/connection.ts';
import type { Failure } from '../../../../../src-shared/domain/failure.ts';
import { maskId } from '../../../../../src-shared/domain/mask-id.ts';
import { isByItself, isUnderWay, type ReplayRun } from '../../../../../src-shared/domain/replay-run.ts';
import { detectFormat, formatOf } from '../../../../../src-shared/formats/index.ts';
import type { Clock } from '../../../../platform/ports.ts';
import type { RunOutcome } from '../../../../store/run-store.ts';
import { type CacheStore, type JournalStore, sourceConnectorId } from '../../../../store/store.ts';
import { delaysOf } from './delays.ts';
import type { ReportMessage, RevealedNumbers, RunReport } from './run-report.ts';

export type ReportDeps = {
  cache: Pick<CacheStore, 'getFailures' | 'readBody'>;
  journal: Pick<JournalStore, 'runs'>;
  clock: Pick<Clock, 'now'>;
  environment: () => Environment;
};

type Asked = Pick<InputOf<'runs.report'>, 'isRevealed' | 'reason' | 'next'> & { madeBy: string; signal: AbortSignal };

const pageRows = 500;

/** Reads a run with all its messages, from the journal and what is kept of them. @throws AppError BAD_INPUT `report.refused.*` */
export async function collectReport(deps: ReportDeps, run: ReplayRun, asked: Asked): Promise<RunReport> {
  const { journal, clock } = deps;
  const { runId } = run;
  const [counts, leftOut, steps] = await Promise.all([
    journal.runs.counts(runId),
    journal.runs.leftOut(runId),
    journal.runs.steps(runId),
  ]);
  if (asked.isRevealed && asked.reason === null) throw refusal('reason', 'Revealing needs a reason.');
  if (asked.isRevealed && counts.total > mostRevealed) throw refusal('tooManyRevealed', 'Too many to reveal.');
  const messages: ReportMessage[] = [];
  for (let after = 0; ; ) {
    asked.signal.throwIfAborted();
    const outcomes = await journal.runs.outcomes(runId, after, pageRows);
    messages.push(...(await messagesOf(deps, outcomes, asked.isRevealed)));
    const last = outcomes.at(-1);
    if (last === undefined) break;
    after = last.ordinal;
  }
  const begun = steps.find(({ state }) => isUnderWay(state));
  return {
    ...{ madeAt: clock.now(), madeBy: asked.madeBy, environment: deps.environment(), run, counts, leftOut, messages },
    steps: steps.map((step, index) => ({ ...step, isByItself: isByItself(step, steps[index - 1] ?? null) })),
    started: begun === undefined ? null : { at: begun.at, person: begun.person },
    delays: delaysOf(messages),
    next: asked.next,
    revealReason: asked.isRevealed ? asked.reason : null,
  };
}

async function messagesOf(
  { cache }: ReportDeps,
  outcomes: readonly RunOutcome[],
  isRevealed: boolean,
): Promise<ReportMessage[]> {
  const kept = new Map<string, Failure>();
  for (const failure of await cache.getFailures(outcomes.map(({ failureId }) => failureId)))
    kept.set(failure.failureId, failure);
  const messages: ReportMessage[] = [];
  for (const outcome of outcomes) {
    const header = kept.get(outcome.failureId)?.header ?? null;
    const controlId = header?.messageControlId ?? null;
    messages.push({
      ...outcome,
      receiver: header?.receiver ?? null,
      messageControlId: controlId === null || isRevealed ? controlId : maskId(controlId),
      confirmedAt: confirmedAtOf(outcome),
      revealed: isRevealed ? await numbersOf(cache, outcome) : null,
    });
  }
  return messages;
}

function confirmedAtOf({ replayState, settledAt, sentAt }: RunOutcome): number | null {
  return replayState?.startsWith('confirmed-') ? (settledAt ?? sentAt) : null;
}

async function numbersOf(cache: ReportDeps['cache'], outcome: RunOutcome): Promise<RevealedNumbers> {
  const { connectionId, channelId, nativeId } = outcome;
  const ref = { connectionId, channelId, nativeId };
  const body = await cache.readBody({ ref, connectorId: sourceConnectorId, stage: 'raw' });
  if (body === null) return { patientNumbers: [], orderNumbers: [] };
  const { patientKeys, orderKeys } = formatOf(detectFormat(body.bytes)).summary(body.bytes, {
    statedEncoding: body.encoding,
  });
  return { patientNumbers: patientKeys, orderNumbers: orderKeys };
}

function refusal(name: 'reason' | 'tooManyRevealed', message: string): AppError {
  return new AppError('BAD_INPUT', message, {
    messageKey: `report.refused.${name}`,
    params: { most: mostRevealed },
  });
}
