export type RowToken = { from: number; to: number; kind: 'name' | 'mark' | 'inner' | 'escape' | 'value' | 'key' };

/** Colours one row of a message for reading. */
export type RowTokens = (text: string) => RowToken[];

/** @param head the first row, which says the separators of HL7 v2 */
export function rowTokens(format: string, head: string): RowTokens {
  if (format === 'hl7v2') return hl7Tokens(head);
  if (format.endsWith('xml')) return (text) => matchTokens(text, xmlPattern, ['name', 'escape', 'key', 'value']);
  if (format.endsWith('json')) return (text) => matchTokens(text, jsonPattern, ['key', 'value', 'mark', 'inner']);
  return () => [];
}

const xmlPattern = /(<[/!?]?[\w:.-]+|[/?]?>|<!--|-->)|(&[#\w]+;)|([\w:.-]+(?==["']))|("[^"<]*"|'[^'<]*')/g;
const jsonPattern = /("(?:[^"\\]|\\.)*"(?=\s*:))|("(?:[^"\\]|\\.)*"?)|([{}[\],:])|(-?\d[\d.eE+-]*|true|false|null)/g;

function hl7Tokens(head: string): RowTokens {
  const header = /(?:MSH|FHS|BHS)([^\r\n\w])([^\r\n]{1,5})/.exec(head);
  const field = header?.[1] ?? '|';
  const inner = (header?.[2]?.split(field)[0] ?? '^~\\&').slice(0, 4);
  const escapeMark = inner[2] ?? '\\';
  const any = inner.replace(escapeMark, '');
  const quoted = (characters: string) =>
    [...characters].map((each) => `\\u{${each.codePointAt(0)!.toString(16)}}`).join('');
  const pattern = new RegExp(
    `(^[A-Za-z][A-Za-z0-9]{2}(?=[${quoted(field)}]|$))|([${quoted(field)}])|([${quoted(escapeMark)}][A-Za-z0-9.+-]{1,40}[${quoted(escapeMark)}])|([${quoted(any)}])`,
    'gu',
  );
  return (text) => matchTokens(text, pattern, ['name', 'mark', 'escape', 'inner']);
}

function matchTokens(text: string, pattern: RegExp, kinds: readonly RowToken['kind'][]): RowToken[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const kind = kinds[match.slice(1).findIndex((part) => part !== undefined)];
    return kind === undefined ? [] : [{ from: match.index, to: match.index + match[0].length, kind }];
  });
}
