import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Database threads and child processes run from source in tests; compiled once, they start in a fraction of the time.
process.env.NODE_COMPILE_CACHE ??= join(process.cwd(), 'node_modules', '.cache', 'vaktbord-compile');

/**
 * `npm test`: everything that must hold before a change lands. Every step runs even when an earlier one failed, so that one run tells all;
 * the last line counts the tests.
 */
type Step = { name: string; command: readonly string[] };
type Counts = { passed: number; failed: number; skipped: number };

const staticSteps: readonly Step[] = [
  { name: 'types: shared', command: ['tsc', '-p', 'tsconfig.shared.json'] },
  { name: 'types: main', command: ['tsc', '-p', 'tsconfig.main.json'] },
  { name: 'types: renderer', command: ['tsc', '-p', 'tsconfig.renderer.json'] },
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'lint with types', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'import rules', command: ['node', 'scripts/check-imports.ts'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'package, dry', command: ['node', 'scripts/package-dry.ts'] },
];

const reports = mkdtempSync(join(tmpdir(), 'vaktbord-test-'));
const failedSteps: string[] = [];
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

await runTwoAtATime(staticSteps);
await runStep({ name: 'browser for the specs', command: ['node', 'scripts/find-chromium.ts'] });
await runStep({ name: 'build', command: ['node', 'scripts/build.ts'] });
await runTests('unit');
await runTests('specs');
await runTests('specs-alone');
rmSync(reports, { recursive: true, force: true });

if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed + failedSteps.length} failed, ${total.skipped} skipped`);
process.exitCode = total.failed + failedSteps.length > 0 || total.passed === 0 ? 1 : 0;

async function runStep(step: Step): Promise<void> {
  console.log(`\n── ${step.name}`);
  const startedAt = Date.now();
  tellEnd(step, startedAt, await run(step.command));
}

/** Steps that only read the tree. What each prints is shown when it has ended, so that no two are mixed. */
async function runTwoAtATime(steps: readonly Step[]): Promise<void> {
  const waiting = [...steps];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const startedAt = Date.now();
      const chunks: Buffer[] = [];
      const code = await run(step.command, chunks);
      console.log(`\n── ${step.name}`);
      process.stdout.write(Buffer.concat(chunks));
      tellEnd(step, startedAt, code);
    }
  };
  await Promise.all([lane(), lane()]);
}

function tellEnd({ name }: Step, startedAt: number, code: number): void {
  console.log(`── ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (code !== 0) failedSteps.push(name);
}

/** A runner that dies, or runs nothing, counts as a failed step: no report is not a green report. */
async function runTests(project: 'unit' | 'specs' | 'specs-alone'): Promise<void> {
  const report = join(reports, `${project}.json`);
  console.log(`\n── tests: ${project}`);
  const code = await run([
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) {
    failedSteps.push(`tests: ${project} (no report)`);
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  total.skipped += numPendingTests;
  if (numTotalTests === 0 || (code !== 0 && numFailedTests === 0)) failedSteps.push(`tests: ${project}`);
}

/** @param chunks what it prints is gathered here; without them it goes straight to the terminal */
function run([program, ...args]: readonly string[], chunks?: Buffer[]): Promise<number> {
  return new Promise((resolve) => {
    const output = chunks ? 'pipe' : 'inherit';
    const child = spawn(program!, args, { stdio: ['ignore', output, output], shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks?.push(chunk));
    child.on('error', (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
