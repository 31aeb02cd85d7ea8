import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';

export type MapRow = Extract<EditStep, { kind: 'map' }>['table'][number];

/** What is wrong in a pasted table, by its line, 1-based. *columns*: not two cells. *twice*: the same value with another meaning above. */
export type TableFault = { line: number; kind: 'columns' | 'twice' };

export type ReadTable = { rows: MapRow[]; faults: TableFault[] };

/**
 * Two columns as a spreadsheet copies or saves them. Cells are parted by tab, else semicolon, else comma, whichever the first line has;
 * a cell in quotation marks may hold anything, with doubled marks for one. Lines without text are left out.
 */
export function readTable(text: string): ReadTable {
  const separator = separatorOf(text);
  const rows: MapRow[] = [];
  const faults: TableFault[] = [];
  const toByFrom = new Map<string, string>();
  for (const { line, cells } of readLines(text, separator)) {
    const [from, to] = cells;
    if (from === undefined || to === undefined || cells.length !== 2) {
      faults.push({ line, kind: 'columns' });
      continue;
    }
    const known = toByFrom.get(from);
    if (known === undefined) {
      toByFrom.set(from, to);
      rows.push({ from, to });
    } else if (known !== to) faults.push({ line, kind: 'twice' });
  }
  return { rows, faults };
}

/** As a spreadsheet takes it: tabs between the cells. */
export function writeTable(rows: readonly MapRow[]): string {
  return rows.map(({ from, to }) => `${quoted(from)}\t${quoted(to)}`).join('\n');
}

function quoted(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function separatorOf(text: string): string {
  const first = text.split(/[\r\n]/).find((line) => line.trim() !== '') ?? '';
  const bare = first.replaceAll(/"(?:[^"]|"")*"/g, '');
  return ['\t', ';', ','].find((each) => bare.includes(each)) ?? '\t';
}

type Line = { line: number; cells: string[] };

function readLines(text: string, separator: string): Line[] {
  const lines: Line[] = [];
  const source = text.replaceAll(/\r\n?/g, '\n');
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const cells: string[] = [];
    const start = line;
    const startAt = at;
    for (;;) {
      const cell = readCell(source, at, separator);
      cells.push(cell.text);
      line += cell.lineEnds;
      at = cell.end;
      if (source[at] !== separator) break;
      at += 1;
    }
    if (source.slice(startAt, at).trim() !== '') lines.push({ line: start, cells });
    at += 1;
    line += 1;
  }
  return lines;
}

/** `end` is where the separator or the end of the line stands. */
function readCell(source: string, at: number, separator: string): { text: string; end: number; lineEnds: number } {
  const inMarks = source[at] === '"' ? /^"((?:[^"]|"")*)"/.exec(source.slice(at)) : null;
  if (inMarks) {
    const end = at + inMarks[0].length;
    const isWhole = end >= source.length || source[end] === separator || source[end] === '\n';
    const inside = inMarks[1] ?? '';
    if (isWhole) return { text: inside.replaceAll('""', '"'), end, lineEnds: inside.split('\n').length - 1 };
  }
  let end = at;
  while (end < source.length && source[end] !== separator && source[end] !== '\n') end += 1;
  return { text: source.slice(at, end), end, lineEnds: 0 };
}
