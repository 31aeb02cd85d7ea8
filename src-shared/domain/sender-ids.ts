/** A sender's list holds at most so many ids. */
export const maxSenderIds = 10_000;
const maxIdLength = 200;

/**
 * Ids from a sender's list as it is pasted or read from a file: one a line, or the first column of CSV (comma, semicolon or tab) with or
 * without a heading. Each once, in their order. `tooMany`: the list holds more than `maxSenderIds`; the ids are the first of them.
 */
export function readSenderIds(text: string): { ids: string[]; tooMany: boolean } {
  const cells = text
    .replace(/^\u{feff}/u, '')
    .split(/\r\n|\r|\n/)
    .map(firstCell);
  const hasHeading = cells.length > 1 && isHeading(cells[0] ?? '') && cells.slice(1).some((cell) => /\d/.test(cell));
  const ids = new Set(
    (hasHeading ? cells.slice(1) : cells).filter((cell) => cell !== '' && cell.length <= maxIdLength),
  );
  return { ids: [...ids].slice(0, maxSenderIds), tooMany: ids.size > maxSenderIds };
}

/** A heading is words: ids of this world have a digit in them. */
function isHeading(cell: string): boolean {
  return cell !== '' && !/\d/.test(cell);
}

function firstCell(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line);
  if (quoted !== null) return (quoted[1] ?? '').replaceAll('""', '"').trim();
  return (line.split(/[;,\t]/, 1)[0] ?? '').trim();
}
