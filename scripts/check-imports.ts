import { findCycles, findViolations, listSources, readImports } from '../test/architecture/import-graph.ts';
import { importRules } from '../test/architecture/import-rules.ts';

const root = process.cwd();
const files = listSources(root);
const edges = files.flatMap((file) => readImports(root, file));
const cycles = findCycles(edges);
const violations = findViolations(edges);

for (const cycle of cycles) console.error(`cycle: ${[...cycle, cycle[0]].join(' → ')}`);
for (const violation of violations)
  console.error(`${violation.rule}: ${violation.from} → ${violation.to}. ${violation.why}`);
console.log(
  `imports: ${files.length} modules, ${edges.length} imports, ${importRules.length} rules, ${violations.length + cycles.length} violations`,
);
process.exitCode = violations.length + cycles.length > 0 || files.length < 50 ? 1 : 0;
