import { z } from 'zod';

export const roles = ['liaison', 'operator', 'approver', 'clinical-owner', 'auditor', 'administrator'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const account = z.object({
  accountId: z.string(),
  name: z.string(),
  roles: z.array(role),
  disabled: z.boolean(),
  createdAt: z.number().int(),
  lastSignInAt: z.number().int().nullable(),
});
export type Account = z.infer<typeof account>;

/** Names that stand for no person; they may look, never reveal, edit or replay (design §4). */
const genericNames =
  /^(admin(istrator)?|root|user|bruker|test|vakt|felles|guest|gjest|operator|service|system|it|drift|ikt|mirth)[\s\d]*$/i;

export function isGenericName(name: string): boolean {
  return genericNames.test(name.trim());
}

/** Bounds for account input, shared by form and core. Nothing invisible in a name: two people who look the same in the audit log must be the same. */
export const accountName = z
  .string()
  .trim()
  .min(2)
  .max(80)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
export const accountSecret = z.string().min(8).max(200);
