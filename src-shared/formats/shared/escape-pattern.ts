/**
 * A text as the source of a regular expression that finds exactly that text, with the flag `u` and without.
 * Not for inside a class `[…]`: a `-` stands for itself here, and escaping it is an error with `u`.
 */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
