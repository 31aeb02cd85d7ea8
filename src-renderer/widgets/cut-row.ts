/** Something that is drawn over a part of a row. `name` is its CSS class. */
export type RowLayer = { from: number; to: number; name: string };

/** A part of a row over which the same layers lie. `from` is its place in the row's text. */
export type RowPart = { from: number; text: string; names: string[] };

/** The row's text in parts, in order and without a gap. Layers that reach over its ends are cut. */
export function cutRow(text: string, layers: readonly RowLayer[]): RowPart[] {
  const inside = layers.filter(({ from, to }) => from < text.length && to > 0 && from < to);
  const cuts = new Set([0, text.length]);
  for (const { from, to } of inside) cuts.add(Math.max(0, from)).add(Math.min(text.length, to));
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((from, index) => ({
    from,
    text: text.slice(from, at[index + 1]),
    names: inside.filter((layer) => layer.from <= from && layer.to > from).map(({ name }) => name),
  }));
}
