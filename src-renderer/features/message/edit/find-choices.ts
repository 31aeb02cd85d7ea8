import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import type { Language } from '../../../locales/language.ts';

type Choices = FieldFacts['choices'];

/** More than these nobody reads through. */
const maxShown = 100;

/** Codes that fit what was typed: those that begin with it before those that hold it, then by a word of their meaning. `left`: not shown. */
export function findChoices(choices: Choices, typed: string, language: Language): { shown: Choices; left: number } {
  const wanted = typed.trim().toLowerCase();
  const rank = ({ code, meaning }: Choices[number]): number => {
    const lower = code.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (lower.includes(wanted)) return 1;
    return [meaning?.[language], meaning?.en].some((words) => words?.toLowerCase().includes(wanted)) ? 2 : 3;
  };
  const found = choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((each) => each.rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ choice }) => choice);
  return { shown: found.slice(0, maxShown), left: Math.max(0, found.length - maxShown) };
}
