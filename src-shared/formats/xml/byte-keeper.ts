/** First bytes of something that was too large to keep. */
type Dropped = { start: number; head: Uint8Array };

/** The bytes from `start` to `end` of a stream, or only their beginning. */
export type KeptBytes = { kind: 'whole'; bytes: Uint8Array } | { kind: 'head'; head: Uint8Array };

/**
 * @method offer the next chunk, kept by reference
 * @method settle drops everything before `keepFrom` (null = everything), and what is longer than the bound but for its first bytes
 * @method take bytes between two offsets that were kept since `settle`
 */
export type ByteKeeper = {
  offer(chunk: Uint8Array): void;
  settle(keepFrom: number | null): void;
  take(start: number, end: number): KeptBytes;
};

/** As much of a dropped element as is kept. */
export const maxHeadBytes = 8192;

/** A window over a stream that never holds more than `maxBytes` and one chunk. */
export function createByteKeeper(maxBytes: number): ByteKeeper {
  let chunks: Uint8Array[] = [];
  let heldStart = 0;
  let heldEnd = 0;
  let dropped: Dropped | null = null;

  function copy(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, end - start));
    let offset = heldStart;
    for (const chunk of chunks) {
      const from = Math.max(start, offset);
      const to = Math.min(end, offset + chunk.length);
      if (to > from) bytes.set(chunk.subarray(from - offset, to - offset), from - start);
      offset += chunk.length;
    }
    return bytes;
  }

  function dropBefore(start: number) {
    let count = 0;
    for (const chunk of chunks) {
      if (heldStart + chunk.length > start) break;
      heldStart += chunk.length;
      count += 1;
    }
    if (count > 0) chunks = chunks.slice(count);
  }

  return {
    offer(chunk) {
      chunks.push(chunk);
      heldEnd += chunk.length;
    },
    settle(keepFrom) {
      if (keepFrom !== null && dropped?.start !== keepFrom) {
        if (heldEnd - keepFrom <= maxBytes) {
          dropBefore(keepFrom);
          return;
        }
        dropped = { start: keepFrom, head: copy(keepFrom, Math.min(keepFrom + maxHeadBytes, heldEnd)) };
      }
      chunks = [];
      heldStart = heldEnd;
    },
    take(start, end) {
      if (dropped?.start === start) return { kind: 'head', head: dropped.head };
      if (end - start <= maxBytes) return { kind: 'whole', bytes: copy(start, end) };
      return { kind: 'head', head: copy(start, start + maxHeadBytes) };
    },
  };
}
