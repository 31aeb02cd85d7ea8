import type { ConclusionCode } from '../../src-shared/domain/trace/conclusion.ts';
import type { StoryWriter } from './story-writer.ts';

/** `weight`: how often among all. `begins`: which part of the week it may begin in, hours before people ask. */
export type StoryKind = {
  name: string;
  weight: number;
  begins?: { from: number; to: number };
  tell: (s: StoryWriter) => void;
};

/** Long enough ago that an answer to a common order is overdue. */
export const overdue = { from: 160, to: 52 };

type Result = { controlId: string };

/** By any number that people have at hand. */
export function ask(s: StoryWriter, result: Result | null, code: ConclusionCode): void {
  const numbers = [s.orderNumber, s.orderNumber, ...(result === null ? [] : [s.reportNumber, result.controlId])];
  s.ask(s.random.pick(numbers), code);
}

export function ordered(s: StoryWriter): void {
  s.order();
  s.wait(s.random.between(20, 600));
}
