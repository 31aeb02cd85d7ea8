import type { CreateEngine } from '../engines/engine.ts';
import type { Clock, Logger, Notifications } from '../platform/ports.ts';
import type { PracticeEngine } from '../services/practice/practice-port.ts';
import type { Store } from '../store/store.ts';

/**
 * What a shell gives. `practice` null = no practice engine; its `speed` 0 = no traffic by itself, absent = 1.
 * `notifications` null = this shell shows none. `readCertificate`
 * what a server shows, absent = certificates are not looked at. `openWindow` is absent where the shell opens no windows of its own. `version` as settings show it.
 * Tests alone name `createEngine` and `startPractice`; else the adapters and the child process are used.
 */
export type AppDeps = {
  store: Store;
  clock: Clock;
  logger: Logger;
  dataDir: string;
  notifications: Notifications | null;
  osUserName: string;
  version: string;
  practice: { speed?: number } | null;
  openWindow?: (address: string) => void;
  readCertificate?: (url: string, signal: AbortSignal) => Promise<{ validTo: number }>;
  createEngine?: CreateEngine;
  startPractice?: () => Promise<PracticeEngine>;
};
