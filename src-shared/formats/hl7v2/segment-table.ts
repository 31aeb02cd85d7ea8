const rowLength = 3;
const chunkRows = 4096;

/** Where rows of small messages are written one after another: an array for each would cost more than reading the message. */
let chunk = new Int32Array(chunkRows * rowLength);
let used = 0;

/** Where the segments of a body are, as columns of numbers: twelve bytes each and no object. Ordinals are 1-based and not checked. */
export class SegmentTable {
  readonly #bodyBytes: number;
  #rows = chunk;
  #base = used;
  /** Where the next row goes. */
  #next = used;

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

  get count(): number {
    return (this.#next - this.#base) / rowLength;
  }

  add(start: number, end: number, code: number): void {
    if (this.#next + rowLength > this.#rows.length) this.#grow();
    const rows = this.#rows;
    const at = this.#next;
    rows[at] = start;
    rows[at + 1] = end;
    rows[at + 2] = code;
    this.#next = at + rowLength;
  }

  /** To be called once, when the last row is there: the place that was not needed is given back. */
  close(): void {
    const length = this.#next - this.#base;
    if (this.#rows === chunk) used = this.#next;
    // A little more than needed is cheaper than a copy of all.
    else if (this.#rows.length > length * 1.25) this.#rows = this.#rows.slice(0, length);
  }

  /** The rest of a body mostly has segments like the ones before: then its rows are copied once, when there are few. */
  #grow(): void {
    const { count } = this;
    const length = count * rowLength;
    const isSmall = length * 2 < chunk.length;
    const foreseen = (count * this.#bodyBytes) / Math.max(1, this.end(count));
    const capacity = Math.ceil(Math.max(count * 1.5, Math.min(foreseen, count * 256) * 1.05) + 16);
    const rows = new Int32Array(isSmall ? chunk.length : capacity * rowLength);
    rows.set(this.#rows.subarray(this.#base, this.#base + length));
    if (isSmall) [chunk, used] = [rows, 0];
    this.#rows = rows;
    this.#base = 0;
    this.#next = length;
  }
}
