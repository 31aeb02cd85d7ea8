import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dispatchBenchmark } from './dispatch.bench.ts';
import { dutyBenchmark } from './duty.bench.ts';
import type { Benchmark, Figure } from './figure.ts';
import { formatsBenchmark } from './formats.bench.ts';
import { inspectorBenchmark } from './inspector.bench.ts';
import { memoryBenchmark } from './memory.bench.ts';
import { monitorBenchmark } from './monitor.bench.ts';
import { overdueBenchmark } from './overdue.bench.ts';
import { pollBenchmark } from './poll.bench.ts';
import { replayBenchmark } from './replay.bench.ts';
import { replayLedgerBenchmark } from './replay-ledger.bench.ts';
import { searchBenchmark } from './search.bench.ts';
import { startBenchmark } from './start.bench.ts';
import { storeBenchmark } from './store.bench.ts';
import { traceBenchmark } from './trace.bench.ts';
import { unitsBenchmark } from './units.bench.ts';

const benchmarks: readonly Benchmark[] = [
  dispatchBenchmark,
  storeBenchmark,
  pollBenchmark,
  monitorBenchmark,
  startBenchmark,
  memoryBenchmark,
  inspectorBenchmark,
  replayBenchmark,
  replayLedgerBenchmark,
  formatsBenchmark,
  searchBenchmark,
  unitsBenchmark,
  traceBenchmark,
  dutyBenchmark,
  overdueBenchmark,
];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    data: { type: 'string', default: join(tmpdir(), 'vaktbord-bench-data') },
  },
});
/** `--only search,list`: figures whose names begin with one of these. */
const isAsked = (name: string): boolean => values.only.split(',').some((beginning) => name.startsWith(beginning));
const chosen = benchmarks.filter((benchmark) => benchmark.names.some(isAsked));
if (chosen.length === 0) {
  console.error(
    `No figure begins with "${values.only}". There are: ${benchmarks.flatMap((benchmark) => benchmark.names).join(', ')}`,
  );
  process.exit(2);
}

const figures: Figure[] = [];
for (const benchmark of chosen) {
  const made = await benchmark.run({ quick: values.quick, dataPath: values.data });
  figures.push(...made.filter(({ name }) => isAsked(name)));
}
if (values.json) console.log(JSON.stringify({ figures }));
else printTable(figures);
process.exit(0);

function printTable(rows: readonly Figure[]): void {
  const cells = rows.map((row) => [
    row.name,
    `${row.value} ${row.unit}`,
    row.target === null ? '' : `${row.better === 'higher' ? '≥' : '≤'} ${row.target}`,
    row.met === null ? 'reported' : row.met ? 'met' : 'NOT MET',
    row.note,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
