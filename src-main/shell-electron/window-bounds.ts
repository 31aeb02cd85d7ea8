import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const windowBounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(640).max(20_000),
  height: z.number().int().min(480).max(20_000),
  isMaximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof windowBounds>;

type Area = { x: number; y: number; width: number; height: number };

/**
 * Where the window was, from its file.
 * @returns null on first run, for an unreadable file, and when no screen shows that place any more
 */
export function readWindowBounds(path: string, screens: readonly Area[]): WindowBounds | null {
  try {
    const bounds = windowBounds.parse(JSON.parse(readFileSync(path, 'utf8')));
    return screens.some((screen) => isTitleBarOn(screen, bounds)) ? bounds : null;
  } catch {
    return null;
  }
}

/** Convenience only: a folder that cannot be written to keeps nobody from closing a window. */
export function writeWindowBounds(path: string, bounds: WindowBounds): boolean {
  try {
    writeFileSync(path, JSON.stringify(bounds), { mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}

function isTitleBarOn(screen: Area, { x, y, width }: WindowBounds): boolean {
  const middle = x + width / 2;
  return middle >= screen.x && middle < screen.x + screen.width && y >= screen.y && y < screen.y + screen.height - 40;
}
