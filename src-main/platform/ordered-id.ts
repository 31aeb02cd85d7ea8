import { randomBytes } from 'node:crypto';

/**
 * A random id (74 bits of it) that sorts by when it was made: rows that are written together then lie together in every index over it, which a random
 * id would scatter over the whole file.
 * @param at ms UTC, shown in the id
 * Source: RFC 9562 §5.7 (UUID version 7)
 */
export function orderedId(at: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
