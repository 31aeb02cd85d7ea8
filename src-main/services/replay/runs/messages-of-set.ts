import type { InputOf } from '../../../../src-shared/contract/index.ts';
import { mostPlanned } from '../../../../src-shared/contract/runs.ts';
import type { AffectedMessage } from '../../../../src-shared/domain/affected-set.ts';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { type Failure, failureIdOf } from '../../../../src-shared/domain/failure.ts';
import type { RunDeps } from './run-deps.ts';

type SetScope = Extract<InputOf<'runs.plan'>['scope'], { kind: 'affected' }>;
type KnownOfFailure = Pick<Failure, 'handledAt' | 'resolvedAt' | 'replayState' | 'sizeBytes' | 'isUrgent'>;

/** A message that a person chose, failed or not. `sizeBytes` null = not known here. */
export type ChosenMessage = Pick<Failure, 'connectionId' | 'channelId' | 'nativeId' | 'failureId' | 'channelName'> &
  Pick<Failure, 'receivedAt'> &
  KnownOfFailure & { header: Pick<Failure['header'], 'messageType' | 'receiver'> };

const pageRows = 500;

/**
 * The messages of a frozen set, delivered ones too: the engine is asked directly before each is sent what it has done with it.
 * @throws AppError NOT_FOUND `affected.refused.noSet`
 */
export async function messagesOfSet(
  { journal, cache, environment, shownIds }: Pick<RunDeps, 'journal' | 'cache' | 'environment' | 'shownIds'>,
  { setId, part }: SetScope,
): Promise<{ messages: ChosenMessage[]; beyond: boolean }> {
  if ((await journal.affected.get(setId, environment())) === null)
    throw new AppError('NOT_FOUND', 'There is no such list.', { messageKey: 'affected.refused.noSet' });
  const shown = shownIds();
  const messages: ChosenMessage[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof journal.affected.messages>> = await journal.affected.messages(
      { setId, part },
      cursor,
      pageRows,
    );
    const items = page.items.filter(({ connectionId }) => shown.includes(connectionId));
    const failures = new Map<string, Failure>();
    for (const failure of await cache.getFailures(items.map(failureIdOf))) failures.set(failure.failureId, failure);
    messages.push(...items.map((item) => chosenOf(item, failures.get(failureIdOf(item)) ?? null)));
    cursor = page.nextCursor;
  } while (cursor !== null && messages.length < mostPlanned);
  return { messages: messages.slice(0, mostPlanned), beyond: cursor !== null || messages.length > mostPlanned };
}

/** That the engine no longer counts it as failed is no reason to leave it out: it was chosen for what it said. */
function chosenOf(item: AffectedMessage, failure: Failure | null): ChosenMessage {
  const { connectionId, channelId, nativeId, channelName, receivedAt, header } = item;
  return {
    ...{ connectionId, channelId, nativeId, channelName, receivedAt, header },
    failureId: failureIdOf(item),
    isUrgent: failure?.isUrgent ?? false,
    handledAt: failure?.handledAt ?? null,
    resolvedAt: null,
    replayState: failure?.replayState ?? null,
    sizeBytes: failure?.sizeBytes ?? null,
  };
}
