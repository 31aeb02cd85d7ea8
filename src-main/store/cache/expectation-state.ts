import type { ExpectationRow } from './expectation-queries.ts';

/** What is awaited of one order, of all that is known of its numbers. `state` as in migration 004 of the index; times in ms UTC. */
export type ExpectationState = {
  state: 0 | 1 | 2 | 3;
  awaitedFrom: number | null;
  answeredAt: number | null;
  answeredIn: string | null;
};

/** An order may reach us after its answer: engines hold messages back, and some laboratories measure first. Older than that, it was another's number. */
const beforeOrderMs = 24 * 3_600_000;
const hashBytes = 8;

/**
 * @param order the row of the order
 * @param others every row of a number of the same order; those of another patient count for nothing
 */
export function expectationState(order: ExpectationRow, others: readonly ExpectationRow[]): ExpectationState {
  const none: ExpectationState = { state: 0, awaitedFrom: null, answeredAt: null, answeredIn: null };
  const { ordered_at: first, reordered_at: last } = order;
  if (order.relation_key === null || first === null || last === null) return none;
  const own = others.filter((row) => agree(order, row));
  const cancelledAt = highest(own.map((row) => row.cancelled_at));
  if (cancelledAt !== null && cancelledAt >= last) return none;
  const awaitedFrom = cancelledAt !== null && cancelledAt >= first ? last : first;
  const isFor = (at: number | null): at is number => at !== null && at >= awaitedFrom - beforeOrderMs;
  const answers = own.flatMap((row) => {
    const at = [row.final_at, row.last_final_at].find(isFor);
    return at === undefined ? [] : [{ at, place: row.answer_place }];
  });
  const answer = answers.toSorted((a, b) => a.at - b.at)[0];
  if (answer !== undefined) return { state: 0, awaitedFrom, answeredAt: answer.at, answeredIn: answer.place };
  const isPreliminary = own.some((row) => isFor(row.preliminary_at));
  const isSeen = own.some((row) => isFor(row.seen_at));
  return { ...none, state: isSeen && !isPreliminary ? 3 : isPreliminary ? 2 : 1, awaitedFrom };
}

/** Nothing speaks against it that both are about the same person. */
export function agree(one: Pick<ExpectationRow, 'patients'>, other: Pick<ExpectationRow, 'patients'>): boolean {
  const [a, b] = [hashesOf(one.patients), hashesOf(other.patients)];
  return a.length === 0 || b.length === 0 || a.some((hash) => b.includes(hash));
}

/** The same persons, or both not told: one row for both. */
export function isSamePerson(one: Uint8Array | null, other: Uint8Array | null): boolean {
  const [a, b] = [hashesOf(one), hashesOf(other)];
  return a.length === 0 ? b.length === 0 : a.some((hash) => b.includes(hash));
}

export function joinHashes(one: Uint8Array | null, other: Uint8Array | null): Uint8Array | null {
  const all = [...new Set([...hashesOf(one), ...hashesOf(other)])];
  return all.length === 0 ? null : new Uint8Array(Buffer.from(all.join(''), 'hex'));
}

function hashesOf(patients: Uint8Array | null): string[] {
  if (patients === null) return [];
  const hex = Buffer.from(patients).toString('hex');
  return hex.match(new RegExp(`.{${2 * hashBytes}}`, 'g')) ?? [];
}

export function lowest(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length === 0 ? null : Math.min(...told);
}

export function highest(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length === 0 ? null : Math.max(...told);
}
