/** One line of a table: `line` counts from 1 in the text, `cells` are trimmed. */
export type CsvRow = { line: number; cells: string[] };
export type CsvTable = { names: string[]; rows: CsvRow[] };

/**
 * A table with a head by RFC 4180, its cells parted by tab, semicolon or comma, whichever the head has. Names of columns in lower case; empty lines are
 * left out. A quote that never ends runs to the end of the text.
 */
export function readCsvTable(text: string): CsvTable {
  const source = text.replace(/^\uFEFF/, '');
  const head = source.split(/[\r\n]/, 1)[0] ?? '';
  const separator = ['\t', ';', ','].find((each) => head.includes(each)) ?? ',';
  const [first, ...rest] = linesOf(source, separator);
  return {
    names: (first?.cells ?? []).map((name) => name.toLowerCase()),
    rows: rest.filter(({ cells }) => cells.some((cell) => cell !== '')),
  };
}

function linesOf(text: string, separator: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let [line, startedAt, cell, isQuoted] = [1, 1, '', false];
  let cells: string[] = [];
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    rows.push({ line: startedAt, cells });
    cells = [];
    startedAt = line;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const isBreak = character === '\n' || (character === '\r' && text.charAt(at + 1) !== '\n');
    if (isBreak) line += 1;
    if (character === '"' && isQuoted && text.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) cell += character;
    else if (character === separator) endCell();
    else if (isBreak) endRow();
    else if (character !== '\r') cell += character;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
