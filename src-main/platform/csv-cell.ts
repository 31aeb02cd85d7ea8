/** What spreadsheets take for a formula at the start of a cell; a blank before it does not stop them. */
const formulaStart = /^[\s]*[=+\-@\t\r|]/;

/** One cell by RFC 4180, whichever of comma and semicolon separates. Whoever wrote a message wrote the text: an apostrophe before a formula makes it text. */
export function csvCell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n;]|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
