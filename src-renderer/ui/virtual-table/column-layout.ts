/** What a person has chosen of a list's columns, by id: in which order they stand, which are hidden, and which extra ones are shown. */
export type ColumnLayout = { order: string[]; hidden: string[]; shown: string[] };

type Column = { id: string; isExtra?: boolean };

export const naturalLayout: ColumnLayout = { order: [], hidden: [], shown: [] };

/** In the order chosen; a column that this choice does not know stands after the one it follows by nature. */
export function inOrder<C extends Column>(columns: readonly C[], { order }: ColumnLayout): C[] {
  const known = columns
    .filter(({ id }) => order.includes(id))
    .sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  const placed = [...known];
  for (const [index, column] of columns.entries()) {
    if (placed.includes(column)) continue;
    const before = columns[index - 1];
    placed.splice(before === undefined ? 0 : placed.indexOf(before) + 1, 0, column);
  }
  return placed;
}

export function isShown({ id, isExtra = false }: Column, { hidden, shown }: ColumnLayout): boolean {
  return isExtra ? shown.includes(id) : !hidden.includes(id);
}

/** The columns to draw; all when a choice, of an older version say, would leave none. */
export function laidOut<C extends Column>(columns: readonly C[], layout: ColumnLayout): C[] {
  const ordered = inOrder(columns, layout);
  const visible = ordered.filter((column) => isShown(column, layout));
  return visible.length > 0 ? visible : ordered;
}

/** Shows a column that is hidden, or hides it; the last one stays. */
export function toggled<C extends Column>(columns: readonly C[], layout: ColumnLayout, id: string): ColumnLayout {
  const column = columns.find((each) => each.id === id);
  if (column === undefined) return layout;
  const without = (ids: string[]) => ids.filter((each) => each !== id);
  if (!isShown(column, layout))
    return column.isExtra
      ? { ...layout, shown: [...without(layout.shown), id] }
      : { ...layout, hidden: without(layout.hidden) };
  if (columns.filter((each) => isShown(each, layout)).length <= 1) return layout;
  return column.isExtra
    ? { ...layout, shown: without(layout.shown) }
    : { ...layout, hidden: [...without(layout.hidden), id] };
}

/** @param by -1 = one place towards the start of the row, 1 = towards its end */
export function moved<C extends Column>(
  columns: readonly C[],
  layout: ColumnLayout,
  id: string,
  by: -1 | 1,
): ColumnLayout {
  const order = inOrder(columns, layout).map((column) => column.id);
  const at = order.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return layout;
  order.splice(at, 1);
  order.splice(to, 0, id);
  return { ...layout, order };
}

export function isLayout(value: unknown): value is ColumnLayout {
  if (typeof value !== 'object' || value === null) return false;
  const { order, hidden, shown } = value as Record<string, unknown>;
  return [order, hidden, shown].every((ids) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'));
}
