import type { SetTime } from '../../src-shared/domain/trace/expectation.ts';

type Person = SetTime['person'];

/** *handled*: somebody settled it otherwise and nobody waits any more; *undone*: that no longer holds. */
export type ExpectationHandling = {
  expectationId: string;
  act: 'handled' | 'undone';
  at: number;
  person: Person;
  reason: string;
};

/** One that stands. `person` by name; `reason` null = its key is gone. */
export type HandledExpectation = { expectationId: string; at: number; person: string; reason: string | null };

/** What people decided about what is awaited. Nothing of it is deleted. */
export type ExpectationDecisionStore = {
  setTime(time: SetTime): Promise<void>;
  /** NOT_FOUND for one that there is not. */
  endTime(end: { timeId: string; at: number; person: Person }): Promise<void>;
  /** Those that hold, at most 1 000. */
  times(): Promise<SetTime[]>;
  /** All of them or none. */
  handle(handlings: ExpectationHandling[]): Promise<void>;
  /** Those that stand and were made since then (ms UTC), newest first. */
  handled(since: number, limit: number): Promise<HandledExpectation[]>;
};
