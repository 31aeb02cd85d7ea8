import { hash } from 'node:crypto';
import { deriveKey } from '../keys/seal.ts';

/** Turns a number of a patient, an order or a report, or a day of birth, into what is stored of it: 16 bytes of HMAC-SHA-256 under the folder's data key. */
export type KeyPurpose = 'patient' | 'order' | 'birth' | 'report';
export type KeyHasher = (purpose: KeyPurpose, value: string) => Uint8Array;

const blockBytes = 64;

/**
 * HMAC (RFC 2104) over two one-shot hashes: a tenth of the time of `createHmac` for such short values (measured), and there are
 * several in every message.
 */
export function createKeyHasher(dataKey: Uint8Array): KeyHasher {
  const key = deriveKey(dataKey, 'header-keys');
  const inner = padded(key, 0x36);
  const outer = padded(key, 0x5c);
  return (purpose, value) => {
    const message = Buffer.from(`${purpose}:${value}`);
    const digest = hash('sha256', Buffer.concat([inner, message]), 'buffer');
    return new Uint8Array(hash('sha256', Buffer.concat([outer, digest]), 'buffer').subarray(0, 16));
  };
}

function padded(key: Uint8Array, pad: number): Uint8Array {
  return Uint8Array.from({ length: blockBytes }, (_, index) => (key[index] ?? 0) ^ pad);
}

/**
 * What the header index keeps of a number: half of it. Among ten million a false hit comes once in 10^12 questions, and the index of
 * three million messages stays small.
 */
export function headerHash(hashKey: KeyHasher, purpose: KeyPurpose, value: string): Uint8Array {
  return hashKey(purpose, value).slice(0, 8);
}
