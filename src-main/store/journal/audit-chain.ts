import { createHash } from 'node:crypto';

/** Before the first line. */
export const chainStart = '0'.repeat(64);

/** What one line adds to the chain; entries and outcomes alike. */
export type ChainLine = Readonly<Record<string, string | number | null>>;

/** SHA-256, hex, over the previous hash, a line feed, and the line as canonical JSON (keys sorted, UTF-8). */
export function hashLine(previousHash: string, line: ChainLine): string {
  const sorted = Object.fromEntries(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256')
    .update(`${previousHash}\n${JSON.stringify(sorted)}`)
    .digest('hex');
}
