const rowLength = 5;
const chunkRows = 4096;

/** Where rows of small messages are written one after another: an array for each would cost more than reading the message. */
let chunk = new Int32Array(chunkRows * rowLength);
let used = 0;

/** One row; `occurrence` as in `SegmentPlace`. */
export type SegmentRow = { start: number; end: number; code: number; message: number; occurrence: number };

/** The segments of a body as columns of numbers, twenty bytes each and no object. Ordinals are 1-based and not checked. */
export class SegmentTable {
  count = 0;
  #rows = chunk;
  #base = used;

  start(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength] ?? 0;
  }

  end(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength + 1] ?? 0;
  }

  /** As in `segmentCode`. */
  code(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength + 2] ?? 0;
  }

  message(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength + 3] ?? 0;
  }

  occurrence(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength + 4] ?? 0;
  }

  add(row: SegmentRow): void {
    let at = this.#base + this.count * rowLength;
    if (at + rowLength > this.#rows.length) {
      this.#grow();
      at = this.#base + this.count * rowLength;
    }
    const rows = this.#rows;
    rows[at] = row.start;
    rows[at + 1] = row.end;
    rows[at + 2] = row.code;
    rows[at + 3] = row.message;
    rows[at + 4] = row.occurrence;
    this.count += 1;
  }

  /** To be called once, when the last row is there: the place that was not needed is given back. */
  close(): void {
    const length = this.count * rowLength;
    if (this.#rows === chunk) used = this.#base + length;
    else this.#rows = this.#rows.slice(this.#base, this.#base + length);
  }

  #grow(): void {
    const length = this.count * rowLength;
    const isSmall = length * 2 < chunk.length;
    const rows = new Int32Array(isSmall ? chunk.length : Math.ceil((this.count * 3) / 2 + 1) * rowLength);
    rows.set(this.#rows.subarray(this.#base, this.#base + length));
    if (isSmall) [chunk, used] = [rows, 0];
    this.#rows = rows;
    this.#base = 0;
  }
}
