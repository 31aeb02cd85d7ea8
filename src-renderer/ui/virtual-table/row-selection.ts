import type { RowOrder } from './row-source.ts';

/**
 * Which rows are chosen, by id. `base`: chosen one by one, or by earlier ranges. `range`: the rows from the anchor to where the range has
 * come; it grows and shrinks as one. `anchorId`: where the next range begins, null = where the keyboard is.
 */
export type RowChoice = { base: ReadonlySet<string>; range: readonly string[]; anchorId: string | null };

export const nothingChosen: RowChoice = { base: new Set(), range: [], anchorId: null };

/** How many of the rows shown are chosen, as the box in the head tells it. */
export type ChosenShare = 'none' | 'some' | 'all';

export function chosenIds({ base, range }: RowChoice): ReadonlySet<string> {
  return range.length === 0 ? base : new Set([...base, ...range]);
}

/** Chooses the row or lets it go; the next range begins there. */
export function toggled(choice: RowChoice, id: string): RowChoice {
  const base = new Set(chosenIds(choice));
  if (!base.delete(id)) base.add(id);
  return { base, range: [], anchorId: id };
}

/**
 * The range from its anchor to a row; what was chosen before it stays.
 * @param order the rows as they stand on screen; a range goes as far as they are read
 * @param fromId where the range begins when there is no anchor, or it is no longer in the list
 */
export function extended(choice: RowChoice, order: RowOrder, fromId: string, toId: string): RowChoice {
  const anchored = choice.anchorId === null ? -1 : order.indexOf(choice.anchorId);
  const from = anchored >= 0 ? anchored : order.indexOf(fromId);
  const to = order.indexOf(toId);
  if (to < 0) return choice;
  const start = from < 0 ? to : from;
  const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
  return { base: choice.base, range, anchorId: order.slice(start, start + 1)[0] ?? toId };
}

export function everyRow(order: readonly string[]): RowChoice {
  return { base: new Set(order), range: [], anchorId: null };
}

/** Without the rows that have left the list: nothing may be chosen that is not seen. The same object when none has. */
export function kept(choice: RowChoice, present: { has: (id: string) => boolean }): RowChoice {
  const ids = chosenIds(choice);
  const left = [...ids].filter((id) => present.has(id));
  if (left.length === ids.size) return choice;
  const anchorId = choice.anchorId !== null && present.has(choice.anchorId) ? choice.anchorId : null;
  return { base: new Set(left), range: [], anchorId };
}

/** Only rows of the list are chosen, so their number tells. */
export function shareOf(order: Pick<RowOrder, 'length'>, chosen: ReadonlySet<string>): ChosenShare {
  if (chosen.size === 0) return 'none';
  return chosen.size >= order.length ? 'all' : 'some';
}
