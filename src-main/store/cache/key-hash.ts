import { createHmac } from 'node:crypto';
import { deriveKey } from '../keys/seal.ts';

/** Turns a patient or order number into what is stored of it: 16 bytes of HMAC-SHA-256 under the folder's data key. */
export type KeyHasher = (purpose: 'patient' | 'order', value: string) => Uint8Array;

export function createKeyHasher(dataKey: Uint8Array): KeyHasher {
  const key = deriveKey(dataKey, 'header-keys');
  return (purpose, value) => {
    const digest = createHmac('sha256', key).update(`${purpose}:`).update(value).digest();
    return new Uint8Array(digest.subarray(0, 16));
  };
}
