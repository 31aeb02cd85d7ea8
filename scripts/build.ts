import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from 'electron-vite';

/**
 * Builds main, preload and renderer into `out/`.
 * `--if-stale`: only when a source differs from what the last build read. `--quiet`: says nothing unless it fails.
 */
const root = join(import.meta.dirname, '..');
const outDir = join(root, 'out');
const nextDir = 'node_modules/.vaktbord-build';
const stampPath = join(outDir, 'build-stamp');
const lockPath = join(root, 'node_modules', '.vaktbord-build-lock');
const sources = [
  'src-main',
  'src-renderer',
  'src-shared',
  'resources/rule-profiles',
  'electron.vite.config.ts',
  'package-lock.json',
];

const { values: flags } = parseArgs({
  options: { 'if-stale': { type: 'boolean' }, quiet: { type: 'boolean' } },
});

await withLock(async () => {
  const fingerprint = fingerprintOfSources();
  if (flags['if-stale'] && readStamp() === fingerprint) return;
  const startedAt = performance.now();
  await buildAside(fingerprint);
  if (!flags.quiet) console.log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

/** A build that fails leaves the last one as it was; one that succeeds takes its place in two renames. */
async function buildAside(fingerprint: string): Promise<void> {
  const next = join(root, nextDir);
  const last = `${next}-last`;
  for (const folder of [next, last]) rmSync(folder, { recursive: true, force: true });
  process.env.VAKTBORD_BUILD_DIR = nextDir;
  await build({ root, logLevel: 'error' });
  writeFileSync(join(next, 'build-stamp'), fingerprint);
  if (existsSync(outDir)) renameSync(outDir, last);
  renameSync(next, outDir);
  rmSync(last, { recursive: true, force: true });
}

/** Tests and recorded answers are no part of what is built. */
function isSource(path: string): boolean {
  return !/\.test\.tsx?$|\/fixtures\//.test(path);
}

function fingerprintOfSources(): string {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(filesUnder).filter(isSource).toSorted()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (/\.(ts|json)$/.test(path)) return [path];
  const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
}

function readStamp(): string | null {
  try {
    return readFileSync(stampPath, 'utf8');
  } catch {
    return null;
  }
}

/** Two commands at once must not write into the same folder; the second finds a fresh build. */
async function withLock(work: () => Promise<void>): Promise<void> {
  while (!takeLock()) await sleep(200);
  try {
    await work();
  } finally {
    rmSync(lockPath, { recursive: true, force: true });
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(lockPath);
    writeFileSync(join(lockPath, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAbandoned()) rmSync(lockPath, { recursive: true, force: true });
    return false;
  }
}

function isAbandoned(): boolean {
  try {
    process.kill(Number(readFileSync(join(lockPath, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    // No pid file yet: its owner is just writing it. Only a process that is not there has left it behind.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
