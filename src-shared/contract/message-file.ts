import { z } from 'zod';
import { messageRef } from '../domain/message.ts';
import { done } from './common.ts';
import { command, readers } from './procedure.ts';

/** Largest file that can be opened, in bytes. */
export const fileLimitBytes = 100 * 1024 * 1024;
/** A file travels in pieces of at most this size. */
export const filePieceBytes = 4 * 1024 * 1024;

const fileId = z.uuid();

/**
 * A message file of the person's own, read like any message but without an engine: its bytes are held in memory by the core, never written, and
 * dropped when it is closed or its owner has no session left that is not locked. Its name stays on the page. `replay` knows no such message.
 */
export const fileProcedures = {
  /** One piece, in order. The first (`offset` 0) begins the file; BAD_INPUT `file.refused.piece` when a piece is missing or the file is too large. */
  putFile: command({
    access: readers,
    input: z.object({
      fileId,
      offset: z.number().int().nonnegative(),
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= filePieceBytes),
    }),
    output: done,
  }),
  /** Makes a message of the pieces put; the audit log gets its size and hash. NOT_FOUND when there are none. */
  openFile: command({
    access: readers,
    input: z.object({ fileId }),
    output: z.object({ ref: messageRef, sizeBytes: z.number().int(), sha256: z.string() }),
  }),
  closeFile: command({ access: readers, input: z.object({ ref: messageRef }), output: done }),
};
