import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/**
 * Packs the program for Linux around a hollow Electron, and looks at what came out: the configuration is valid, the
 * archive holds what it must and nothing more, the fuses are set, and the packed command line runs from it.
 * What only the real binary shows (start, integrity check, installers) is not checked here.
 */
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'vaktbord-package-'));

/** The mark that the fuse tool looks for, then version, count and one state per fuse. Source: electron/docs/tutorial/fuses.md */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

try {
  runNode('scripts/build.ts', '--if-stale', '--quiet');
  const hollow = makeHollowElectron();
  packAround(hollow);
  const packed = join(work, 'dist', 'linux-unpacked');
  const extracted = join(work, 'app');
  runNode('node_modules/@electron/asar/bin/asar.js', 'extract', join(packed, 'resources', 'app.asar'), extracted);
  checkFiles(extracted);
  await checkFuses(join(packed, 'vaktbord'));
  checkCommandLine(extracted);
  console.log('The package is in order.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function makeHollowElectron(): string {
  const folder = join(work, 'electron');
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const fuses = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, 9]), Buffer.from('000000000')]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('hollow\n'), fuses]));
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), readPackage('electron').version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '');
  for (const language of ['nb', 'en-GB', 'en-US', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  return folder;
}

function packAround(hollow: string): void {
  const output = `-c.directories.output=${join(work, 'dist')}`;
  runNode('node_modules/electron-builder/cli.js', '--linux', 'dir', `-c.electronDist=${hollow}`, output);
}

function checkFiles(app: string): void {
  const { main } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { main: string };
  const needed = [
    main,
    'out/main/browser.js',
    'out/main/cli.js',
    'out/main/store-worker.js',
    'out/main/message-worker.js',
    'out/main/unit-worker.js',
    'out/main/practice-engine.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'resources/icons/tray.png',
    'resources/hl7-dictionary/tables.json',
    'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ];
  for (const path of needed) require(existsSync(join(app, path)), `The package lacks ${path}.`);
  for (const path of ['src-main', 'test', 'node_modules/undici', 'node_modules/electron']) {
    require(!existsSync(join(app, path)), `The package holds ${path}, which it does not need.`);
  }
  const preload = readFileSync(join(app, 'out/preload/preload.cjs'), 'utf8');
  const required = [...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1]);
  require(required.every((name) => name === 'electron'), `The sandboxed preload requires ${required.join(', ')}.`);
}

async function checkFuses(binary: string): Promise<void> {
  const fuses = await getCurrentFuseWire(binary);
  const wanted: [FuseV1Options, FuseState][] = [
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
    [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
    [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
    [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, FuseState.DISABLE],
  ];
  for (const [fuse, state] of wanted) require(fuses[fuse] === state, `Fuse ${FuseV1Options[fuse]} is not set.`);
}

/** From the extracted archive, far from this folder's node_modules: all that is not bundled must be in it. */
function checkCommandLine(app: string): void {
  const environment = { ...process.env, VAKTBORD_DATA: join(work, 'data'), VAKTBORD_CONFIG: join(work, 'config') };
  const args = [join(app, 'out/main/cli.js'), 'call', 'accounts.session', '{}', '--no-practice'];
  const answer = execFileSync(process.execPath, args, { env: environment, encoding: 'utf8', timeout: 30_000 });
  require(JSON.parse(answer).ok === true, `The packed command line answers ${answer}`);
}

function readPackage(name: string): { version: string } {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
}

function require(isMet: boolean, sentence: string): void {
  if (!isMet) throw new Error(sentence);
}

function runNode(script: string, ...args: string[]): void {
  try {
    execFileSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'pipe', timeout: 180_000 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: Buffer; stderr?: Buffer };
    throw new Error(`${script} failed:\n${stdout}${stderr}`);
  }
}
