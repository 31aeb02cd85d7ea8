/** Words for the kinds of masked values, in the reader's language. */
export type MaskWords = Readonly<Record<string, string>>;

const masked = /\b(fnr|dnr|hnr|fhn|name|date|address|phone|id|text) (•{2,8})/g;

/** Where a masked text holds a kind's word: offsets of the word itself, and the kind. */
export function findMaskWords(text: string): { from: number; to: number; kind: string }[] {
  return [...text.matchAll(masked)].map((match) => ({
    from: match.index,
    to: match.index + match[1]!.length,
    kind: match[1]!,
  }));
}

/** The text with each kind in the reader's language. */
export function translateMaskWords(text: string, words: MaskWords): string {
  return text.includes('•')
    ? text.replace(masked, (whole, kind: string, dots: string) => (words[kind] ? `${words[kind]} ${dots}` : whole))
    : text;
}
