import { z } from 'zod';

const wrapped = z.base64();

/** Each slot holds the folder's data key, wrapped in its own way. Any one of them opens the folder. */
export const keySlot = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('os'), createdAt: z.number().int(), backend: z.string(), wrapped }),
  z.object({ kind: z.literal('key-file'), createdAt: z.number().int(), wrapped }),
  z.object({
    kind: z.literal('passphrase'),
    createdAt: z.number().int(),
    wrapped,
    salt: wrapped,
    cost: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
  }),
]);
export type KeySlot = z.infer<typeof keySlot>;

/** `keys.json`. `folderId` names the key file in the user's configuration folder. */
export const keysFile = z.object({ version: z.literal(1), folderId: z.uuid(), slots: z.array(keySlot).min(1) });
export type KeysFile = z.infer<typeof keysFile>;
