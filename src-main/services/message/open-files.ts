import { fileLimitBytes } from '../../../src-shared/contract/message-file.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Body, fileConnectionId, type MessageRef } from '../../../src-shared/domain/message.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';

/**
 * Files that people have opened, in memory only. When there are too many the oldest goes.
 * @method owns whether that person may read it; for messages that are no files: yes
 * @method read a copy, for whoever gets it may give it away; null when it is no longer open
 */
export type OpenFiles = {
  put(accountId: string, piece: { fileId: string; offset: number; bytes: Uint8Array }): void;
  open(accountId: string, fileId: string): { ref: MessageRef; sizeBytes: number; sha256: string };
  owns(accountId: string, ref: MessageRef): boolean;
  read(ref: MessageRef): Body | null;
  close(ref: MessageRef): void;
  forget(): void;
};

type File = { pieces: Uint8Array[]; sizeBytes: number; bytes: Uint8Array | null };

const maxFiles = 8;
const maxBytes = 2 * fileLimitBytes;

export function createOpenFiles(): OpenFiles {
  /** By owner and id, oldest first. */
  const files = new Map<string, File>();
  const keyOf = ({ channelId, nativeId }: MessageRef): string => `${channelId}/${nativeId}`;

  function makeRoom(): void {
    const sum = () => [...files.values()].reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
    while (files.size > 1 && (files.size > maxFiles || sum() > maxBytes)) {
      const [oldest] = files.keys();
      if (oldest !== undefined) files.delete(oldest);
    }
  }

  return {
    put(accountId, { fileId, offset, bytes }) {
      const key = `${accountId}/${fileId}`;
      if (offset === 0) files.set(key, { pieces: [], sizeBytes: 0, bytes: null });
      const file = files.get(key);
      const isNext = file !== undefined && file.bytes === null && file.sizeBytes === offset;
      if (!isNext || offset + bytes.length > fileLimitBytes) {
        files.delete(key);
        throw new AppError('BAD_INPUT', 'A piece of the file is missing, or the file is too large.', {
          messageKey: 'file.refused.piece',
        });
      }
      file.pieces.push(bytes);
      file.sizeBytes += bytes.length;
      makeRoom();
    },
    open(accountId, fileId) {
      const file = files.get(`${accountId}/${fileId}`);
      if (file === undefined) throw notOpen();
      file.bytes ??= joined(file);
      file.pieces = [];
      const ref = { connectionId: fileConnectionId, channelId: accountId, nativeId: fileId };
      return { ref, sizeBytes: file.sizeBytes, sha256: sha256Hex(file.bytes) };
    },
    owns: (accountId, ref) => ref.connectionId !== fileConnectionId || ref.channelId === accountId,
    read(ref) {
      const bytes = files.get(keyOf(ref))?.bytes ?? null;
      return bytes === null ? null : { bytes: bytes.slice(), encoding: null, fidelity: 'wire' };
    },
    close: (ref) => void files.delete(keyOf(ref)),
    forget: () => files.clear(),
  };
}

function joined({ pieces, sizeBytes }: File): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only.slice();
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The person closed it, the session was locked, or the core began anew. */
export function notOpen(): AppError {
  return new AppError('NOT_FOUND', 'This file is no longer open.', { messageKey: 'file.refused.closed' });
}
