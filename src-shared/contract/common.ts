import { z } from 'zod';

/** Idempotency: the same id again returns the first outcome and does nothing. */
export const requestId = z.string().min(8).max(64);
/** Why a person does it; goes into the journal (encrypted) and, for replays, into the engine's source map. */
export const reason = z.string().trim().min(3).max(500);
export const nothing = z.object({}).strict();
export const done = z.object({ done: z.literal(true) });
/** Opaque; from the previous page, null for the first. */
export const cursor = z.string().nullable();
export const pageLimit = z.number().int().min(1).max(500);
/** A name in the languages of the console. */
export const names = z.object({ en: z.string(), nb: z.string(), nn: z.string() });
