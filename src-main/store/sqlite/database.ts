export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlParams = Readonly<Record<string, SqlValue>>;

/** A connection that can only look. Statements are prepared once per text. Times out with SQLITE_BUSY after 5 s. */
export type ReadableDatabase = {
  readonly path: string;
  all<Row>(sql: string, params?: SqlParams): Row[];
  get<Row>(sql: string, params?: SqlParams): Row | undefined;
  /** One row after another, so that a long table is never held in memory as a whole. */
  each<Row>(sql: string, params?: SqlParams): IterableIterator<Row>;
  close(): void;
};

/** The one connection of a file that may change it. Readers never get this type. */
export type WritableDatabase = ReadableDatabase & {
  run(sql: string, params?: SqlParams): { changes: number; lastKey: number };
  /** Several statements without parameters: schema, pragma, savepoint. */
  exec(sql: string): void;
  /** BEGIN IMMEDIATE … COMMIT; rolled back when `work` throws. */
  transaction<T>(work: () => T): T;
};
