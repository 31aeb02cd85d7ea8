const collator = new Intl.Collator(['nb-NO', 'no', 'en'], { numeric: true, sensitivity: 'base' });

/** Like with like: numbers by size, texts by the alphabet, figures in them by size. */
export function compareValues(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return collator.compare(String(one), String(other));
}
