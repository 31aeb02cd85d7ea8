/** The package's own types are not named in its `exports`, so compilers do not find them. This is what we use of it. */
declare module 'better-sqlite3' {
  type Statement = {
    run(params: object): { changes: number; lastInsertRowid: number | bigint };
    get(params: object): unknown;
    all(params: object): unknown[];
    iterate(params: object): IterableIterator<unknown>;
  };
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default class Database {
    constructor(path: string, options: { readonly?: boolean; fileMustExist?: boolean; timeout: number });
    prepare(sql: string): Statement;
    exec(sql: string): void;
    function(name: string, options: { deterministic: boolean }, run: (...values: never[]) => unknown): void;
    pragma(text: string): unknown;
    transaction<T>(work: () => T): { immediate(): T };
    close(): void;
  }
}
