import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWindowBounds, writeWindowBounds } from './window-bounds.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const bounds = { x: 100, y: 50, width: 1200, height: 800, isMaximized: false };
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-bounds-'));
  path = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('window bounds', () => {
  it('reads what it wrote', () => {
    expect(writeWindowBounds(path, bounds)).toBe(true);
    expect(readWindowBounds(path, screens)).toEqual(bounds);
  });

  it('reads nothing on first run, from a cut-off file and from impossible sizes', () => {
    expect(readWindowBounds(path, screens)).toBeNull();
    for (const content of ['{"x":1', '[]', JSON.stringify({ ...bounds, width: 3 }), '']) {
      writeFileSync(path, content);
      expect(readWindowBounds(path, screens)).toBeNull();
    }
  });

  it('reads nothing when the title bar would be on no screen', () => {
    for (const place of [{ x: 5000 }, { x: -1200 }, { y: -100 }, { y: 1060 }]) {
      writeWindowBounds(path, { ...bounds, ...place });
      expect(readWindowBounds(path, screens)).toBeNull();
    }
  });

  it('says that it could not write, without throwing', () => {
    expect(writeWindowBounds(join(folder, 'missing', 'window.json'), bounds)).toBe(false);
  });
});
