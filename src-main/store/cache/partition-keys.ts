import { randomBytes } from 'node:crypto';
import { deriveKey, seal, unseal } from '../keys/seal.ts';
import { storeError } from '../sqlite/store-error.ts';

/** Makes and opens the random keys of partitions; without `index.db` none of them is left. */
export type PartitionKeys = {
  make(fileName: string): { key: Uint8Array; wrapped: Uint8Array };
  /** @throws AppError STORE_UNAVAILABLE (damaged) when the wrapped key is of another folder or file */
  open(fileName: string, wrapped: Uint8Array): Uint8Array;
};

export function createPartitionKeys(dataKey: Uint8Array): PartitionKeys {
  const wrappingKey = deriveKey(dataKey, 'partition-keys');
  return {
    make: (fileName) => {
      const key = new Uint8Array(randomBytes(32));
      return { key, wrapped: seal(wrappingKey, key, fileName) };
    },
    open: (fileName, wrapped) => {
      const key = unseal(wrappingKey, wrapped, fileName);
      if (key === null) throw storeError('damaged', { message: 'The key of a cache partition is damaged.' });
      return key;
    },
  };
}
