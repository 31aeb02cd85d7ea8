/** Something the palette can do. `keys` shows its shortcut. */
export type PaletteItem = { id: string; label: string; detail: string; keys?: string; run: () => void };

const most = 40;

/**
 * Items that hold every word typed, best first: label begins with it, a word in it begins with it, it is somewhere in it.
 * With nothing typed: the items in their own order.
 */
export function rankItems(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items.slice(0, most);
  const scored: { item: PaletteItem; score: number }[] = [];
  for (const item of items) {
    const label = fold(item.label);
    const scores = words.map((word) => scoreOf(label, fold(item.detail), word));
    if (scores.every((score) => score > 0)) scored.push({ item, score: scores.reduce((sum, score) => sum + score, 0) });
  }
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ item }) => item);
}

function scoreOf(label: string, detail: string, word: string): number {
  if (label.startsWith(word)) return 4;
  const at = label.indexOf(word);
  if (at > 0) return /[\s\-_./]/.test(label[at - 1]!) ? 3 : 2;
  return detail.includes(word) ? 1 : 0;
}

function fold(text: string): string {
  return text.toLocaleLowerCase();
}
