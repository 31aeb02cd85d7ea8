import { isIdCode, segmentCode, upperCode } from './segment-code.ts';
import type { SegmentTable } from './segment-table.ts';

/** Segments of a batch or file, which belong to no message. */
export const envelopeIds = new Set(['FHS', 'BHS', 'BTS', 'FTS']);
const envelopeCodes = new Set([...envelopeIds].map(segmentCode));
const headerCode = segmentCode('MSH');

/** Whether it is one of those, in any case. */
export function isEnvelopeCode(code: number): boolean {
  return (code & 0xdf) === 0x53 && envelopeCodes.has(upperCode(code));
}

/** Which message the segments belong to, and how many of its id come before one of them there. */
export class SegmentNumbers {
  messageCount = 0;
  /** Whether there is any segment of a batch or file. */
  hasEnvelope = false;
  /** `[ordinal, message]` of each segment from which another message holds on, 0 = outside any. */
  readonly #runs: number[] = [];
  #message = 0;
  #occurrences: Int32Array | null = null;

  /** To be told of every segment that may begin or end a message, in the order of the body. */
  note(ordinal: number, code: number, isHeader: boolean): void {
    if (isHeader && upperCode(code) === headerCode) {
      this.messageCount += 1;
      this.#message = this.messageCount;
    } else {
      if (!isEnvelopeCode(code)) return;
      this.hasEnvelope = true;
      if (this.#message === 0) return;
      this.#message = 0;
    }
    this.#runs.push(ordinal, this.#message);
  }

  /** 1-based, 0 = outside any message (FHS, BHS, BTS, FTS, or what stands before the first MSH). */
  messageOf(ordinal: number): number {
    const runs = this.#runs;
    let low = -1;
    let high = runs.length / 2 - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((runs[middle * 2] ?? 0) <= ordinal) low = middle;
      else high = middle - 1;
    }
    return low < 0 ? 0 : (runs[low * 2 + 1] ?? 0);
  }

  /** The ordinal of the header of a message, 1-based; 0 when the body has no such. */
  firstOf(message: number): number {
    const runs = this.#runs;
    for (let run = 0; run < runs.length; run += 2) if (runs[run + 1] === message) return runs[run] ?? 0;
    return 0;
  }

  /** 1-based among segments of that id in the same message, 0 where the id is none. Counted for all segments when it is first asked for. */
  occurrenceOf(ordinal: number, table: SegmentTable): number {
    this.#occurrences ??= this.#count(table);
    return this.#occurrences[ordinal] ?? 0;
  }

  #count(table: SegmentTable): Int32Array {
    const occurrences = new Int32Array(table.count + 1);
    const outside = new Map<number, number>();
    for (let run = 0; run <= this.#runs.length; run += 2) {
      const from = run === 0 ? 1 : (this.#runs[run - 2] ?? 1);
      const to = this.#runs[run] ?? table.count + 1;
      const isOutside = run === 0 || this.#runs[run - 1] === 0;
      countRun(table, occurrences, { from, to, counts: isOutside ? outside : new Map() });
    }
    return occurrences;
  }
}

type Run = { from: number; to: number; counts: Map<number, number> };

function countRun(table: SegmentTable, occurrences: Int32Array, { from, to, counts }: Run): void {
  let last = 0;
  let count = 0;
  for (let ordinal = from; ordinal < to; ordinal += 1) {
    const code = table.code(ordinal);
    if (code === 0 || !isIdCode(code)) continue;
    // Results follow results: what is counted now is put down when another id comes.
    if (code !== last) {
      counts.set(last, count);
      count = counts.get(code) ?? 0;
      last = code;
    }
    count += 1;
    occurrences[ordinal] = count;
  }
  counts.set(last, count);
}
