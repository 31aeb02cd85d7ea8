const rowLength = 3;
const chunkRows = 4096;

/** Where rows of small messages are written one after another: an array for each would cost more than reading the message. */
let chunk = new Int32Array(chunkRows * rowLength);
let used = 0;

/** Where the segments of a body are, as columns of numbers: twelve bytes each and no object. Ordinals are 1-based and not checked. */
export class SegmentTable {
  count = 0;
  readonly #bodyBytes: number;
  #rows = chunk;
  #base = used;

  /** @param bodyBytes size of the body, from which the room for its rows is foreseen */
  constructor(bodyBytes: number) {
    this.#bodyBytes = bodyBytes;
  }

  start(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength] ?? 0;
  }

  /** Without the terminator. */
  end(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength + 1] ?? 0;
  }

  /** As in `segmentCode`. */
  code(ordinal: number): number {
    return this.#rows[this.#base + (ordinal - 1) * rowLength + 2] ?? 0;
  }

  add(start: number, end: number, code: number): void {
    let at = this.#base + this.count * rowLength;
    if (at + rowLength > this.#rows.length) {
      this.#grow();
      at = this.#base + this.count * rowLength;
    }
    const rows = this.#rows;
    rows[at] = start;
    rows[at + 1] = end;
    rows[at + 2] = code;
    this.count += 1;
  }

  /** To be called once, when the last row is there: the place that was not needed is given back. */
  close(): void {
    const length = this.count * rowLength;
    if (this.#rows === chunk) used = this.#base + length;
    // A little more than needed is cheaper than a copy of all.
    else if (this.#rows.length > length * 1.25) this.#rows = this.#rows.slice(0, length);
  }

  /** The rest of a body mostly has segments like the ones before: then its rows are copied once, when there are few. */
  #grow(): void {
    const length = this.count * rowLength;
    const isSmall = length * 2 < chunk.length;
    const foreseen = (this.count * this.#bodyBytes) / Math.max(1, this.end(this.count));
    const capacity = Math.ceil(Math.max(this.count * 1.5, Math.min(foreseen, this.count * 256) * 1.05) + 16);
    const rows = new Int32Array(isSmall ? chunk.length : capacity * rowLength);
    rows.set(this.#rows.subarray(this.#base, this.#base + length));
    if (isSmall) [chunk, used] = [rows, 0];
    this.#rows = rows;
    this.#base = 0;
  }
}
