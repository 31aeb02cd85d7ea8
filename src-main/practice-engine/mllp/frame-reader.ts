const START_BLOCK = 0x0b;
const END_BLOCK = 0x1c;
const CARRIAGE_RETURN = 0x0d;

/** What one chunk of a TCP stream completed. `garbageBytes` were outside any frame and are dropped. */
export type FrameReaderResult = { frames: Buffer[]; garbageBytes: number; isOversize: boolean };

/**
 * Cuts a TCP stream into MLLP frames (VT body FS CR). Keeps what a chunk left unfinished; a frame may be split over
 * any number of chunks and a chunk may hold many frames. A frame larger than `maxFrameBytes` sets `isOversize`, after
 * which the connection must be closed: nothing further is read.
 * Source: HL7 MLLP release 1.
 */
export class FrameReader {
  readonly #maxFrameBytes: number;
  #pending: Buffer = Buffer.alloc(0);
  #isOversize = false;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  push(chunk: Buffer): FrameReaderResult {
    const result: FrameReaderResult = { frames: [], garbageBytes: 0, isOversize: this.#isOversize };
    if (this.#isOversize) return result;
    let rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const start = rest.indexOf(START_BLOCK);
      if (start < 0) {
        result.garbageBytes += rest.length;
        rest = Buffer.alloc(0);
        break;
      }
      result.garbageBytes += start;
      const end = endOfFrame(rest, start + 1);
      if (end < 0) {
        rest = rest.subarray(start);
        break;
      }
      result.frames.push(Buffer.from(rest.subarray(start + 1, end)));
      rest = rest.subarray(end + 2);
    }
    this.#isOversize = rest.length > this.#maxFrameBytes || result.frames.some((f) => f.length > this.#maxFrameBytes);
    result.isOversize = this.#isOversize;
    this.#pending = this.#isOversize ? Buffer.alloc(0) : Buffer.from(rest);
    return result;
  }
}

/** FS alone may be content of a broken sender; only FS followed by CR ends a frame. */
function endOfFrame(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(END_BLOCK, from); at >= 0; at = bytes.indexOf(END_BLOCK, at + 1)) {
    if (bytes[at + 1] === CARRIAGE_RETURN) return at;
  }
  return -1;
}

/** The body between VT and FS CR, ready for a socket. */
export function toFrame(body: Buffer): Buffer {
  return Buffer.concat([Buffer.of(START_BLOCK), body, Buffer.of(END_BLOCK, CARRIAGE_RETURN)]);
}
