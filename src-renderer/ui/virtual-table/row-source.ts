/** Rows of a list in their order, of which not all need be here. */
export type RowOrder = {
  readonly length: number;
  /** -1 = not in the list, or not read. */
  indexOf(id: string): number;
  /** Ids from one place up to another, which is not included; those not read are left out. */
  slice(from: number, to: number): readonly string[];
};

/** What a table draws its rows from. */
export type RowSource<Row> = RowOrder & {
  /** Null = not read yet. */
  rowAt(place: number): Row | null;
  idAt(place: number): string | null;
  /** These places are looked at; what is not read of them is read soon. */
  look(from: number, to: number): void;
  /** Resolves when these places are read, or cannot be. */
  read(from: number, to: number): Promise<void>;
};

/** The most rows that are chosen in one go. */
export const mostChosen = 500;

/** Rows that are all here. */
export function sourceOf<Row>(rows: readonly Row[], idOf: (row: Row) => string): RowSource<Row> {
  const ids = rows.map(idOf);
  return {
    length: rows.length,
    indexOf: (id) => ids.indexOf(id),
    slice: (from, to) => ids.slice(from, to),
    rowAt: (place) => rows[place] ?? null,
    idAt: (place) => ids[place] ?? null,
    look: () => undefined,
    read: () => Promise.resolve(),
  };
}
