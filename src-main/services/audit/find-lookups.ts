import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { checkPersonNumber } from '../../../src-shared/formats/shared/check-person-number.ts';
import type { Clock } from '../../platform/ports.ts';
import type { CacheStore, Store } from '../../store/store.ts';

export type LookupDeps = {
  audit: Store['journal']['audit'];
  traces: CacheStore['traces'];
  /** Of every environment: who looked is asked of the whole installation. */
  connectionIds: () => string[];
  hashTerms: (terms: string) => string;
  clock: Pick<Clock, 'now'>;
};

const dayMs = 24 * 3_600_000;
/** As far back as the index reaches; what is older is found by message. */
const reachMs = 31 * dayMs;
const mostMessages = 2000;
const mostLines = 500;

/** Who looked for a person: who asked by the number, and who saw or did something with a message of theirs. Nothing of the number is kept. */
export async function findLookups(
  deps: LookupDeps,
  { text }: InputOf<'audit.ofPatient'>,
): Promise<OutputOf<'audit.ofPatient'>> {
  const number = text.replaceAll(/[\s.-]/g, '');
  if (checkPersonNumber(number).validUnder === null) {
    throw new AppError('BAD_INPUT', 'No number of a person.', { messageKey: 'audit.refused.number' });
  }
  const [from, to] = [deps.clock.now() - reachMs, deps.clock.now() + dayMs];
  const seed = { kind: 'patient', value: number, from, to } as const;
  const query = { connectionIds: deps.connectionIds(), seed, limit: mostMessages, isSeedOnly: true };
  const { messages, isCut } = await deps.traces.find(query);
  const targets = messages.map(({ ref }) => `${ref.connectionId}/${ref.channelId}/${ref.nativeId}`);
  const found = await deps.audit.about({ targets, mark: patientMark(deps.hashTerms, number), from, limit: mostLines });
  return { items: found.items, isCut: isCut || found.isCut, messages: messages.length, from };
}

/** What stands in the summary of a question by number, so that it is found without the number. */
export function patientMark(hashTerms: (terms: string) => string, number: string): string {
  return `patient: ${hashTerms(`patient ${number}`)}`;
}
