import { createHash, type Hash } from 'node:crypto';
import { fileLimitBytes } from '../../../src-shared/contract/message-file.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import {
  type Body,
  fileConnectionId,
  type MessageHeader,
  type MessageRef,
} from '../../../src-shared/domain/message.ts';

/**
 * Files that people have opened, in memory only. When there are too many the oldest goes.
 * @method owns whether that person may read it; for messages that are no files: yes
 * @method read a copy, for whoever gets it may give it away; null when it is no longer open, or no file
 * @method facts `readHeader` is called until it has answered once for the file. @throws AppError NOT_FOUND when it is no longer open, and what `readHeader` throws
 * @method close @throws AppError NOT_FOUND when that is no file of that person
 * @method forgetAbsent files of those who are not there
 */
export type OpenFiles = {
  put(accountId: string, piece: { fileId: string; offset: number; bytes: Uint8Array }): void;
  open(accountId: string, fileId: string): { ref: MessageRef; sizeBytes: number; sha256: string };
  owns(accountId: string, ref: MessageRef): boolean;
  read(ref: MessageRef): Body | null;
  facts(ref: MessageRef, readHeader: (body: Body) => Promise<MessageHeader>): Promise<FileFacts>;
  close(accountId: string, ref: MessageRef): void;
  forgetAbsent(isPresent: (accountId: string) => boolean): void;
};

type FileFacts = { sizeBytes: number; header: MessageHeader };

/** `sha256` null until it is opened: then no piece is added any more. The pieces are never joined but to be given away. */
type File = {
  accountId: string;
  pieces: Uint8Array[];
  sizeBytes: number;
  hash: Hash;
  sha256: string | null;
  header: MessageHeader | null;
};

const maxFiles = 8;
const maxBytes = 2 * fileLimitBytes;

export function createOpenFiles(): OpenFiles {
  /** By owner and id, oldest first. */
  const files = new Map<string, File>();
  const keyOf = (accountId: string, fileId: string): string => `${accountId}/${fileId}`;

  function makeRoom(): void {
    const sum = () => [...files.values()].reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
    while (files.size > 1 && (files.size > maxFiles || sum() > maxBytes)) {
      const [oldest] = files.keys();
      if (oldest !== undefined) files.delete(oldest);
    }
  }

  function find({ connectionId, channelId, nativeId }: MessageRef): File | null {
    const file = connectionId === fileConnectionId ? files.get(keyOf(channelId, nativeId)) : undefined;
    return file === undefined || file.sha256 === null ? null : file;
  }

  return {
    put(accountId, { fileId, offset, bytes }) {
      const key = keyOf(accountId, fileId);
      if (offset === 0) files.set(key, emptyFile(accountId));
      const file = files.get(key);
      const isNext = file !== undefined && file.sha256 === null && file.sizeBytes === offset;
      if (!isNext || offset + bytes.length > fileLimitBytes) {
        files.delete(key);
        throw new AppError('BAD_INPUT', 'A piece of the file is missing, or the file is too large.', {
          messageKey: 'file.refused.piece',
        });
      }
      file.pieces.push(bytes);
      file.sizeBytes += bytes.length;
      // Piece by piece: the hash of a whole file would hold up everybody else.
      file.hash.update(bytes);
      makeRoom();
    },
    open(accountId, fileId) {
      const file = files.get(keyOf(accountId, fileId));
      if (file === undefined) throw notOpen();
      file.sha256 ??= file.hash.digest('hex');
      const ref = { connectionId: fileConnectionId, channelId: accountId, nativeId: fileId };
      return { ref, sizeBytes: file.sizeBytes, sha256: file.sha256 };
    },
    owns: (accountId, ref) => ref.connectionId !== fileConnectionId || ref.channelId === accountId,
    read(ref) {
      const file = find(ref);
      return file === null ? null : bodyOf(file);
    },
    async facts(ref, readHeader) {
      const file = find(ref);
      if (file === null) throw notOpen();
      file.header ??= await readHeader(bodyOf(file));
      return { sizeBytes: file.sizeBytes, header: file.header };
    },
    close(accountId, ref) {
      if (ref.connectionId !== fileConnectionId || ref.channelId !== accountId) throw notOpen();
      files.delete(keyOf(accountId, ref.nativeId));
    },
    forgetAbsent(isPresent) {
      for (const [key, { accountId }] of files) if (!isPresent(accountId)) files.delete(key);
    },
  };
}

function emptyFile(accountId: string): File {
  return { accountId, pieces: [], sizeBytes: 0, hash: createHash('sha256'), sha256: null, header: null };
}

function bodyOf({ pieces, sizeBytes }: File): Body {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, encoding: null, fidelity: 'wire' };
}

/** The person closed it, no session of theirs was left unlocked, or the core began anew. */
export function notOpen(): AppError {
  return new AppError('NOT_FOUND', 'This file is no longer open.', { messageKey: 'file.refused.closed' });
}
