import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const unit = readFileSync(join(import.meta.dirname, '../resources/service/vaktbord-watch.service'), 'utf8');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** The values of a key, in order. */
function valuesOf(key: string): string[] {
  return unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
}

describe('the service unit of the watcher', () => {
  it('starts the watcher, brings it back when it dies, and lets it end in order', () => {
    expect(valuesOf('ExecStart')).toEqual(['/usr/bin/node /opt/vaktbord/out/main/cli.js serve --no-practice']);
    expect([valuesOf('Restart'), valuesOf('KillSignal')]).toEqual([['always'], ['SIGTERM']]);
  });

  it('keeps keys in a folder of their own, which nobody else can read', () => {
    const [environment = ''] = valuesOf('Environment');
    const [data, config] = environment.split(' ').map((each) => each.split('=')[1] ?? '');
    expect(config?.startsWith(`${data}/`)).toBe(false);
    expect([valuesOf('StateDirectoryMode'), valuesOf('UMask')]).toEqual([['0700'], ['0077']]);
  });

  it.runIf(hasSystemd)('is sound by systemd itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vaktbord-unit-'));
    try {
      // What it starts lies elsewhere here.
      const path = join(folder, 'vaktbord-watch.service');
      writeFileSync(path, unit.replace(/^ExecStart=\S+ \S+/m, `ExecStart=${process.execPath} ${process.execPath}`));
      expect(execFileSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' })).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
