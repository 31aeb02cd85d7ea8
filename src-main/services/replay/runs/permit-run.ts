import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { type ApprovalActor, reviewDueAt } from '../../../../src-shared/domain/approval.ts';
import type { RunItem, RunSettings } from '../../../../src-shared/domain/replay-run.ts';
import type { RunDeps } from './run-deps.ts';

type PermitDeps = Pick<RunDeps, 'journal' | 'permits' | 'engines' | 'clock'>;
type Start = {
  runId: string;
  settings: RunSettings;
  approvalId: string | undefined;
  emergency: string | undefined;
  person: ApprovalActor;
};

const pageRows = 1000;

/**
 * Whether this person may start this run: with the consent of another, alone where it is small enough, or alone in an emergency, which is written down
 * before anything is sent. @throws AppError CONFLICT `approval.needed.many`
 */
export async function permitRun(deps: PermitDeps, start: Start): Promise<void> {
  const { journal, permits, clock } = deps;
  const { runId, settings, approvalId, emergency, person } = start;
  if (approvalId !== undefined) return permits.spendOnRun({ approvalId, runId, settings }, person);
  const many = await tooMany(deps, runId, person);
  if (many === null) return;
  if (emergency === undefined) throw many;
  const { waiting } = await journal.runs.counts(runId);
  const at = clock.now();
  await journal.approvals.putEmergency({
    ...{ runId, at, person, reason: emergency },
    messages: waiting,
    dueAt: reviewDueAt(at),
  });
}

/**
 * Whether this person may let it go on: not the one who agreed to it, and not on top of as many others as one person may send alone. What began in an
 * emergency ends in it. @throws AppError CONFLICT | FORBIDDEN
 */
export async function permitResume(deps: PermitDeps, runId: string, person: ApprovalActor): Promise<void> {
  const approvalId = await deps.permits.usedByRun(runId);
  if (approvalId !== null) {
    await deps.permits.ofRun({ approvalId, runId }, person);
    return;
  }
  const [emergency] = await deps.journal.approvals.emergencies({ open: false, runId });
  const many = emergency === undefined ? await tooMany(deps, runId, person) : null;
  if (many !== null) throw many;
}

/** Null = few enough for one person. */
async function tooMany(deps: PermitDeps, runId: string, person: ApprovalActor): Promise<AppError | null> {
  const { waiting } = await deps.journal.runs.counts(runId);
  const limit = deps.permits.policy().approvalOver;
  const count = waiting + (await deps.permits.sentLately(person.name));
  if (count <= limit || !(await isProduction(deps, runId))) return null;
  return new AppError('CONFLICT', 'So many messages take a second person.', {
    messageKey: 'approval.needed.many',
    params: { count, limit },
  });
}

/** Messages of a class that takes two join a run when two have agreed to it. */
export async function joinAgreed({ journal }: PermitDeps, runId: string): Promise<void> {
  await forEachItem(journal, runId, async (items) => {
    const agreed = items.filter(
      ({ state, why }) => state === 'left-out' && why?.key === 'run.leftOut.classSecondPerson',
    );
    const changes = agreed.map(({ ordinal, attempt }) => ({
      ...{ ordinal, attempt },
      state: 'waiting' as const,
      why: null,
      replayId: null,
    }));
    if (changes.length > 0) await journal.runs.setItems(runId, changes);
  });
}

/** A connection that is not open now may be one. */
async function isProduction({ journal, engines }: PermitDeps, runId: string): Promise<boolean> {
  const connectionIds = new Set<string>();
  await forEachItem(journal, runId, async (items) => {
    for (const { connectionId } of items) connectionIds.add(connectionId);
  });
  return [...connectionIds].some((id) => (engines(id)?.connection.environment ?? 'PRODUCTION') === 'PRODUCTION');
}

async function forEachItem(
  { runs }: PermitDeps['journal'],
  runId: string,
  take: (items: RunItem[]) => Promise<void>,
): Promise<void> {
  for (let after = 0; ; ) {
    const items = await runs.items(runId, after, pageRows);
    const last = items.at(-1);
    if (last === undefined) return;
    await take(items);
    after = last.ordinal;
  }
}
