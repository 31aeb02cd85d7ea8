import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const manifestName = 'backup.json';
const fileEntry = z.object({ name: z.string(), sizeBytes: z.number().int(), sha256: z.string() });

/** Written last: a folder with one whose hashes are right is a whole backup. */
export const manifest = z.object({ version: z.literal(1), createdAt: z.number().int(), files: z.array(fileEntry) });
export type BackupFile = z.infer<typeof fileEntry>;

export function describeFile(folder: string, name: string): BackupFile {
  const path = join(folder, name);
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  return { name, sizeBytes: statSync(path).size, sha256 };
}
