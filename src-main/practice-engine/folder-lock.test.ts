import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.ts';

describe('lockFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'practice-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('waits until the one before has given the folder back', async () => {
    const first = await lockFolder(folder);
    const order: string[] = [];
    const second = lockFolder(folder).then((unlock) => {
      order.push('second');
      return unlock;
    });
    order.push('first ends');
    first();
    (await second)();
    expect(order).toEqual(['first ends', 'second']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(folder, 'lock'), String(pid));
    (await lockFolder(folder))();
  });

  it('takes over a lock that nobody has touched for long, whoever has its number now', async () => {
    writeFileSync(join(folder, 'lock'), String(process.pid));
    utimesSync(join(folder, 'lock'), 1, 1);
    (await lockFolder(folder))();
  });

  it('gives up when another engine goes on using the folder', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'CONFLICT' });
    unlock();
  });
});
