/** Eleven digits, also written 6 + 5, or any longer run of digits: whatever they are, a file that leaves the house does without them. */
const longNumber = /(?<!\d)(?:\d{6}[ \u00a0.-]?\d{5}|\d{9,})(?!\d)/g;

/** People's words as they may stand in a file: numbers that could be a person's are struck out. */
export function strikeNumbers(text: string): string {
  return text.replaceAll(longNumber, '***');
}
