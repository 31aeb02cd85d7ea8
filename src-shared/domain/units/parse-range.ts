/** Limits of a reference range as numbers; null where it has none on that side. */
export type ParsedRange = { low: number | null; high: number | null };

const number = String.raw`-?\d{1,12}(?:[.,]\d{1,12})?`;
const between = new RegExp(`^\\[?\\(?\\s*(${number})\\s*(?:-|–|—|til|to|\\.\\.)\\s*(${number})\\s*\\)?\\]?$`, 'u');
const oneSided = new RegExp(`^(<=|>=|≤|≥|<|>)\\s*(${number})$`, 'u');

/** `3.5-5.0`, `3,5 – 5,0`, `<5`, `>= 60`. Null for prose and for several ranges in one text. */
export function parseRange(text: string): ParsedRange | null {
  const both = between.exec(text.trim());
  if (both !== null) {
    const [low, high] = [asNumber(both[1]), asNumber(both[2])];
    return low <= high ? { low, high } : null;
  }
  const [, sign = '', limit] = oneSided.exec(text.trim()) ?? [];
  if (limit === undefined) return null;
  return /^[<≤]/u.test(sign) ? { low: null, high: asNumber(limit) } : { low: asNumber(limit), high: null };
}

function asNumber(text: string | undefined): number {
  return Number((text ?? '').replace(',', '.'));
}
