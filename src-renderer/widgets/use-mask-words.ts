import { useMemo } from 'react';
import { useText } from '../locales/use-text.ts';
import type { MaskWords } from './mask-words.ts';

const kinds = ['fnr', 'dnr', 'hnr', 'fhn', 'name', 'date', 'address', 'phone', 'id', 'text'] as const;

/** What the kinds of masked values are called; stable while the language is the same. */
export function useMaskWords(): MaskWords {
  const text = useText();
  return useMemo(() => Object.fromEntries(kinds.map((kind) => [kind, text(`mask.${kind}`)])), [text]);
}
