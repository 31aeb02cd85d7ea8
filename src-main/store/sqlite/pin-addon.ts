import Database from 'better-sqlite3';

let isPinned = false;

/**
 * Loads the native module in this thread too. A module loaded by worker threads alone is unmapped when the last of them ends, and a late
 * finaliser of that thread then runs into nothing: the process dies by SIGSEGV (WiseLibs/better-sqlite3 issue 1476).
 */
export function pinAddon(): void {
  if (isPinned) return;
  new Database(':memory:', { timeout: 0 }).close();
  isPinned = true;
}
