const maxLength = 600;

/**
 * What may stand in a log line. Deliberately blunt: a log needs ids, codes and counts, never a value that was sent.
 * HL7 segments, markup, JSON objects, names in components, long numbers and anything in quotes are replaced by their kind.
 * It is the second fence: the first is that no caller hands content to a logger.
 */
export function redactForLog(text: string): string {
  const redacted = rules.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);
  return redacted.length > maxLength ? `${redacted.slice(0, maxLength)}…` : redacted;
}

const rules: readonly (readonly [RegExp, string])[] = [
  [/\b[A-Z][A-Z0-9]{2}\|[^\r\n]*/g, '[segment]'],
  [/<[^>\r\n]{0,2000}>[^<\r\n]*/g, '[markup]'],
  [/\{\s*"[^\r\n]*/g, '[json]'],
  [/"[^"\r\n]*"/g, '"[text]"'],
  [/'[^'\r\n]{3,}'/g, "'[text]'"],
  [/[^\s|^]*\^[^\s|]*/g, '[components]'],
  // A national number is also written with a space or a hyphen after the birth date.
  [/(?<![\w-])\d{6}[ -]?\d{5}(?![\w-])/g, '[number]'],
  [/(?<![\w.-])\d{9,}(?![\w-])/g, '[number]'],
  [/[\r\n]+/g, ' '],
];
