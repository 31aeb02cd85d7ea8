import { AppError, type AppErrorOptions, type ErrorCode } from '../../../src-shared/domain/app-error.ts';

/** What is wrong with the data folder; also the last part of the message key (`store.<trouble>`). */
export type StoreTrouble =
  | 'full'
  | 'read-only'
  | 'busy'
  | 'damaged'
  | 'unreadable'
  | 'newer-schema'
  | 'no-key'
  | 'stopped';

const sentences: Record<StoreTrouble, string> = {
  full: 'The disk with the data folder is full. Nothing was written; free some space and try again.',
  'read-only': 'The data folder cannot be written to. Give this user write access to it and try again.',
  busy: 'The data folder is in use by another process. Try again in a moment.',
  damaged: 'A database file is damaged.',
  unreadable: 'A database file cannot be opened or read. Check that the data folder is there and its disk is well.',
  'newer-schema':
    'The data folder was written by a newer version of Vaktbord. Install that version, or restore a backup.',
  'no-key': 'None of the keys on this machine opens the data folder.',
  stopped: 'The store has been closed.',
};

/** STORE_UNAVAILABLE with a sentence that says what to do; `message` replaces the usual sentence. */
export function storeError(trouble: StoreTrouble, options: { cause?: unknown; message?: string } = {}): AppError {
  return new AppError('STORE_UNAVAILABLE', options.message ?? sentences[trouble], {
    cause: options.cause,
    retryable: trouble === 'busy' || trouble === 'full',
    messageKey: `store.${trouble}`,
  });
}

export function isTrouble(error: unknown, trouble: StoreTrouble): boolean {
  return error instanceof AppError && error.messageKey === `store.${trouble}`;
}

const troubleByCode: [pattern: RegExp, trouble: StoreTrouble][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, 'full'],
  [/^(SQLITE_READONLY.*|SQLITE_PERM|EACCES|EPERM|EROFS)$/, 'read-only'],
  [/^(SQLITE_BUSY.*|SQLITE_LOCKED.*)$/, 'busy'],
  [/^(SQLITE_CORRUPT.*|SQLITE_NOTADB)$/, 'damaged'],
  [/^(SQLITE_CANTOPEN.*|SQLITE_IOERR.*|ENOTDIR|ENOENT|EEXIST|EIO|EISDIR)$/, 'unreadable'],
];

/** Any error of SQLite or the file system as the error that crosses the border; AppErrors pass unchanged. */
export function toStoreError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const trouble = troubleByCode.find(([pattern]) => pattern.test(code))?.[1];
  if (trouble !== undefined) return storeError(trouble, { cause: error });
  return new AppError('INTERNAL', 'The store could not do this.', { cause: error });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : '';
}

/** An AppError as plain data, to cross a thread border; its cause is kept as a code or an error's name only. */
export type ErrorData = { code: ErrorCode; message: string; options: AppErrorOptions; cause: string | null };

export function packError(error: unknown): ErrorData {
  const { code, message, retryable, messageKey, params, cause } = toStoreError(error);
  const options = { retryable, params, ...(messageKey === null ? {} : { messageKey }) };
  return { code, message, options, cause: causeOf(cause) };
}

function causeOf(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  // Messages of SQLite name tables and columns, never values; a stack leads to the line of ours.
  return codeOf(cause) === '' ? (cause.stack ?? cause.message) : codeOf(cause);
}

export function unpackError({ code, message, options, cause }: ErrorData): AppError {
  return new AppError(code, message, { ...options, ...(cause === null ? {} : { cause }) });
}
