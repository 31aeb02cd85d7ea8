import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZodError } from 'zod';
import { type Hl7Overlay, hl7Overlay } from '../../src-shared/domain/hl7-overlay.ts';

/** `problems`: files that were passed over, with where and why; none of it is content of a message. */
export type ReadOverlays = { overlays: Hl7Overlay[]; problems: { file: string; reason: string }[] };

/** The overlay files (`*.json`) of folders that may not exist, each folder by name, later ones laid over earlier ones. */
export function readHl7Overlays(folders: readonly string[]): ReadOverlays {
  const read: ReadOverlays = { overlays: [], problems: [] };
  for (const file of folders.flatMap(overlayFiles)) {
    try {
      read.overlays.push(hl7Overlay.parse(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))));
    } catch (error) {
      read.problems.push({ file, reason: reasonOf(error) });
    }
  }
  return read;
}

function overlayFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    // Most sites have no such folder.
    return [];
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ZodError)) return error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read';
  const [issue] = error.issues;
  return `${issue?.path.join(' › ') || 'the file'}: ${issue?.message ?? 'not as it should be'}`;
}
