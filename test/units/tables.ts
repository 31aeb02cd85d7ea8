import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, it } from 'vitest';

const root = resolve(process.env.VAKTBORD_TABLES ?? '../shared/tables');

/** Tests over the tables of units and analytes (`VAKTBORD_TABLES`); without them they are skipped and counted. */
export function createTables() {
  let skippedCount = 0;
  afterAll(() => {
    if (skippedCount > 0) process.stdout.write(`tables: absent, ${skippedCount} tests skipped\n`);
  });
  return {
    it(name: string, check: () => void) {
      it(name, (context) => {
        if (!existsSync(root)) {
          skippedCount += 1;
          context.skip();
        }
        check();
      });
    },
  };
}

/** The rows of a table by the names in its first line. Cells are in quotation marks where they hold a comma. */
export function readTable(name: string): Record<string, string>[] {
  const [head = [], ...rows] = readFileSync(join(root, name), 'utf8')
    .replaceAll('\r', '')
    .trimEnd()
    .split('\n')
    .map(splitLine);
  return rows.map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index] ?? ''])));
}

function splitLine(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
    .slice(0, countCells(line));
}

/** The pattern above matches once more, empty, at the end of a line that does not end in a comma. */
function countCells(line: string): number {
  return line.replace(/"(?:[^"]|"")*"/g, '').split(',').length;
}
