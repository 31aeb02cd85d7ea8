import Database from 'better-sqlite3';
import type { ReadableDatabase, SqlParams, SqlValue, WritableDatabase } from './database.ts';

type Handle = InstanceType<typeof Database>;

const busyTimeoutMs = 5000;
/** Searches have statements of many shapes. */
const maxStatements = 500;

/** `key`: 32 bytes, null = not encrypted (only benches compare with that). `cacheKib`: pages kept in memory. */
export type OpenOptions = { key: Uint8Array | null; cacheKib?: number };
/** `functions`: called from SQL by name; they must not throw. */
export type ReadOptions = OpenOptions & { functions?: Record<string, (...values: SqlValue[]) => SqlValue> };
/** `synchronous` FULL = every commit reaches the disk; NORMAL = commits survive the process, not a power cut. */
export type WriteOptions = OpenOptions & { synchronous: 'FULL' | 'NORMAL'; secureDelete?: boolean };

/**
 * Opens an existing file for reading.
 * @throws SqliteError SQLITE_CANTOPEN when absent, SQLITE_NOTADB when the key is wrong or the header damaged
 */
export function openForReading(path: string, options: ReadOptions): ReadableDatabase {
  return withHandle(path, { readonly: true, fileMustExist: true }, (handle) => {
    unlock(handle, options);
    handle.pragma('query_only=1');
    for (const [name, run] of Object.entries(options.functions ?? {}))
      handle.function(name, { deterministic: true }, run);
    return readable(path, handle);
  });
}

/** For work that is neither plain reading nor writing; the file itself cannot be changed through it. Closed afterwards. */
export function withReadHandle(path: string, options: OpenOptions, use: (handle: Handle) => void): void {
  withHandle(path, { readonly: true, fileMustExist: true }, (handle) => {
    unlock(handle, options);
    use(handle);
    handle.close();
  });
}

/** Opens or creates a file for writing, in WAL mode. Throws as `openForReading`. */
export function openForWriting(path: string, options: WriteOptions): WritableDatabase {
  return withHandle(path, {}, (handle) => {
    unlock(handle, options);
    handle.pragma('page_size=8192');
    handle.pragma('journal_mode=WAL');
    handle.pragma(`synchronous=${options.synchronous}`);
    if (options.secureDelete === true) handle.pragma('secure_delete=ON');
    return writable(path, handle);
  });
}

function withHandle<T>(
  path: string,
  mode: { readonly?: boolean; fileMustExist?: boolean },
  use: (handle: Handle) => T,
): T {
  const handle = new Database(path, { ...mode, timeout: busyTimeoutMs });
  try {
    return use(handle);
  } catch (error) {
    handle.close();
    throw error;
  }
}

function unlock(handle: Handle, options: OpenOptions): void {
  if (options.key !== null) {
    handle.pragma(`cipher='chacha20'`);
    handle.pragma(`key="raw:${Buffer.from(options.key).toString('hex')}"`);
  }
  handle.pragma(`cache_size=-${options.cacheKib ?? 2000}`);
  handle.pragma('temp_store=MEMORY'); // a temporary file would hold plain text
  handle.pragma('foreign_keys=ON');
  handle.prepare('select count(*) from sqlite_schema').get({}); // the first read proves key and header
}

function readable(path: string, handle: Handle): ReadableDatabase {
  const statements = new Map<string, ReturnType<Handle['prepare']>>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= maxStatements) statements.clear();
    const statement = handle.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    path,
    all: <Row>(sql: string, params: SqlParams = {}) => prepare(sql).all(params) as Row[],
    get: <Row>(sql: string, params: SqlParams = {}) => prepare(sql).get(params) as Row | undefined,
    each: <Row>(sql: string, params: SqlParams = {}) => prepare(sql).iterate(params) as IterableIterator<Row>,
    close: () => {
      handle.close();
    },
  };
}

function writable(path: string, handle: Handle): WritableDatabase {
  const reading = readable(path, handle);
  const statements = new Map<string, ReturnType<Handle['prepare']>>();
  const run = (sql: string, params: SqlParams = {}) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = handle.prepare(sql);
      statements.set(sql, statement);
    }
    const { changes, lastInsertRowid } = statement.run(params);
    return { changes, lastKey: Number(lastInsertRowid) };
  };
  const exec = (sql: string) => {
    handle.exec(sql);
  };
  return {
    ...reading,
    run,
    exec,
    transaction: (work) => handle.transaction(work).immediate(),
  };
}
