import { convertText } from './rule-arithmetic.ts';
import type { Conversion } from './unit-judgement.ts';

const number = String.raw`-?\d{1,12}(?:[.,]\d{1,12})?`;
const between = new RegExp(
  `^(\\[?\\(?\\s*)(${number})(\\s*(?:-|–|—|til|to|\\.\\.)\\s*)(${number})(\\s*\\)?\\]?)$`,
  'u',
);
const oneSided = new RegExp(`^((?:<=|>=|≤|≥|<|>)\\s*)(${number})$`, 'u');

/** A reference range with its limits converted, all else as written; null for prose, several ranges or limits in the wrong order. */
export function convertRange(range: string, conversion: Conversion): string | null {
  const text = range.trim();
  const both = between.exec(text);
  if (both !== null) {
    const [, open = '', low = '', dash = '', high = '', close = ''] = both;
    const [from, to] = [convertText(low, conversion), convertText(high, conversion)];
    if (from === null || to === null || asNumber(from) > asNumber(to) || asNumber(low) > asNumber(high)) return null;
    return `${open}${from}${dash}${to}${close}`;
  }
  const [, sign = '', limit] = oneSided.exec(text) ?? [];
  const converted = limit === undefined ? null : convertText(limit, conversion);
  return converted === null ? null : `${sign}${converted}`;
}

function asNumber(text: string): number {
  return Number(text.replace(',', '.'));
}
