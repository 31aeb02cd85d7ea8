/** Ports that shells and tests fill. Services get them as arguments and cannot tell which shell they serve. */

/** `now` in ms UTC; `monotonicMs` never goes back. Timers return a function that cancels. */
export type Clock = {
  now(): number;
  monotonicMs(): number;
  after(delayMs: number, run: () => void): () => void;
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
};

type Fields = Record<string, string | number | boolean | null>;

/** Everything logged passes redaction; still: never hand content to it. */
export type Logger = {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  child(fields: Fields): Logger;
};

/**
 * Wraps the folder's data key with the operating system's key store (Electron's safeStorage).
 * `backend` as the OS names it; null from `openOsKeyStore` = this shell has none, or only one that protects nothing.
 */
export type OsKeyStore = {
  backend: string;
  wrap(plain: Uint8Array): Uint8Array;
  unwrap(wrapped: Uint8Array): Uint8Array;
};

/** Shows a short text outside the window. Callers pass no patient data. */
export type Notifications = { show(note: { title: string; body: string }): void };

/** Which shell a call came through; part of every audit entry. */
export type ShellKind = 'electron' | 'browser' | 'cli' | 'core';
