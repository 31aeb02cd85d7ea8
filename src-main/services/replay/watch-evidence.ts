import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { cachePlaces } from '../../store/cache-places.ts';
import type { ReplayDeps } from './replay-deps.ts';
import type { ReplayLedger } from './replay-ledger.ts';

/**
 * Over what is read about a message ahead of its turn.
 * @method stands nothing of it may have changed since: neither index nor failures nor this journal were written where it was read, and an engine was
 * asked less than a second ago
 * @method doubt what was read is not watched: it never stands
 */
export type Watch = { stands(): boolean; doubt(): void };

/** What an engine told longer ago than this is asked again when its turn has come: it cannot be watched from here. */
const freshMs = 1_000;

/** To be begun before anything is read. */
export function watchEvidence(
  { cache, clock }: Pick<ReplayDeps, 'cache' | 'clock'>,
  ledger: Pick<ReplayLedger, 'stampOf'>,
  ref: MessageRef,
): Watch {
  const { connectionId } = ref;
  const { index, failures, handled } = cachePlaces;
  const places = [index(connectionId), failures(connectionId), handled(failureIdOf(ref))];
  const since = clock.monotonicMs();
  const inCache = cache.changes.stampOf(places);
  const inJournal = ledger.stampOf(ref);
  let isDoubted = false;
  return {
    stands: () =>
      !isDoubted &&
      clock.monotonicMs() - since < freshMs &&
      cache.changes.stampOf(places) === inCache &&
      ledger.stampOf(ref) === inJournal,
    doubt: () => {
      isDoubted = true;
    },
  };
}
