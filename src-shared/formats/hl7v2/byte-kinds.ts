import { type Separators, standardSeparators } from './separators.ts';

/** What a byte is to a message; 0 = an ordinary ASCII character. */
export const byteKind = { separator: 1, escape: 2, other: 4 } as const;

/** Separators, and what each of the 256 bytes is with them: one look tells what otherwise takes a comparison with each of them. */
export type Marking = { separators: Separators; fieldText: string; kinds: Uint8Array };

export function createMarking(separators: Separators): Marking {
  const kinds = new Uint8Array(256).fill(byteKind.other, 0x80);
  const { field, repetition, component, subcomponent } = separators;
  if (separators.escape >= 0) kinds[separators.escape] = byteKind.escape;
  // Where a character has two meanings, it separates.
  for (const code of [field, repetition, component, subcomponent]) if (code >= 0) kinds[code] = byteKind.separator;
  return { separators, fieldText: String.fromCharCode(field), kinds };
}

export const standardMarking = createMarking(standardSeparators);
