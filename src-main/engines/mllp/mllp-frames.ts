const startBlock = 0x0b;
const endBlock = 0x1c;
const carriageReturn = 0x0d;

/** `isBroken`: something that is neither a frame nor white space between frames. `isTooLarge`: a frame that will not end. */
export type FramesRead = { frames: Buffer[]; isBroken: boolean; isTooLarge: boolean };

/** The body between VT and FS CR. @returns null when the body holds a byte that a receiver may take for the frame's own */
export function frameOf(body: Uint8Array): Buffer | null {
  if (body.includes(startBlock) || body.includes(endBlock)) return null;
  return Buffer.concat([Buffer.of(startBlock), body, Buffer.of(endBlock, carriageReturn)]);
}

/**
 * Cuts what a receiver sends into frames, however TCP has cut it: byte by byte, or several in one packet. Every byte is looked at once.
 * After a broken or too large one the stream means nothing any more, and the connection is to be closed.
 * Written apart from the practice engine's reader on purpose: a bug must not pass on both sides. Source: HL7 MLLP release 1.
 */
export class FrameReader {
  readonly #maxFrameBytes: number;
  #kept = Buffer.alloc(1_024);
  #length = 0;
  #isInside = false;
  #isEnded = false;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** A frame has begun and not ended. */
  get isInside(): boolean {
    return this.#isInside;
  }

  push(chunk: Uint8Array): FramesRead {
    const read: FramesRead = { frames: [], isBroken: false, isTooLarge: false };
    for (const byte of chunk) {
      if (this.#isEnded) break;
      if (this.#isInside) this.#inside(byte, read);
      else this.#outside(byte, read);
    }
    return read;
  }

  #outside(byte: number, read: FramesRead): void {
    if (byte === startBlock) this.#isInside = true;
    // Some receivers write line ends or NULs between frames.
    else if (byte !== 0x0a && byte !== carriageReturn && byte !== 0 && byte !== 0x20) this.#end(read, 'isBroken');
  }

  #inside(byte: number, read: FramesRead): void {
    if (byte === startBlock) this.#end(read, 'isBroken');
    else if (byte === carriageReturn && this.#length > 0 && this.#kept[this.#length - 1] === endBlock) {
      read.frames.push(Buffer.from(this.#kept.subarray(0, this.#length - 1)));
      this.#length = 0;
      this.#isInside = false;
    } else if (this.#length >= this.#maxFrameBytes) this.#end(read, 'isTooLarge');
    else this.#keep(byte);
  }

  #keep(byte: number): void {
    if (this.#length === this.#kept.length) this.#kept = Buffer.concat([this.#kept, Buffer.alloc(this.#length)]);
    this.#kept[this.#length] = byte;
    this.#length += 1;
  }

  #end(read: FramesRead, how: 'isBroken' | 'isTooLarge'): void {
    read[how] = true;
    this.#isEnded = true;
  }
}
