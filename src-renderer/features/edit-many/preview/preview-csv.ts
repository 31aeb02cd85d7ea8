/** A cell that a spreadsheet would take for a formula begins with one of these. */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows for a spreadsheet in a country with decimal commas: semicolons, CR LF, UTF-8 with its mark. Nothing in a cell is run as a formula.
 */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellOf).join(';')}\r\n`).join('')}`;
}

function cellOf(value: string | number): string {
  const text = typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
