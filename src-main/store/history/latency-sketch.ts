import { DDSketch } from '@datadog/sketches-js';

/** Half of what a percentile may be off: two steps of rounding stay below 2 %. */
const relativeAccuracy = 0.01;
const shortestMs = 1;

/** Which bin a time falls into, and the time that a bin stands for, are the library's; its own store is slow where many small ones are added up. */
const { mapping } = new DDSketch({ relativeAccuracy });

/** Times in ms as a mergeable histogram of logarithmic bins; `mostMs` beside it is exact. */
export type LatencySketch = { bins: Map<number, number>; count: number; mostMs: number };

export function newSketch(): LatencySketch {
  return { bins: new Map(), count: 0, mostMs: 0 };
}

/** @param ms whole milliseconds; below one counts as one */
export function addTime(sketch: LatencySketch, ms: number): void {
  addBin(sketch, mapping.key(Math.max(shortestMs, ms)), 1);
  sketch.mostMs = Math.max(sketch.mostMs, ms);
}

/** @returns null for an empty sketch */
export function quantilesOf({ bins, count, mostMs }: LatencySketch) {
  if (count === 0) return null;
  const sorted = [...bins].sort((a, b) => a[0] - b[0]);
  const at = (share: number) => {
    const rank = share * (count - 1);
    let below = 0;
    for (const [key, members] of sorted) {
      below += members;
      if (below > rank) return Math.min(mostMs, Math.round(mapping.value(key)));
    }
    return mostMs;
  };
  return { count, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: mostMs };
}

/**
 * Its bins as pairs of whole numbers in 7-bit groups: how far this bin lies above the one before, and how many fell into it. Some 200 bytes for a
 * busy minute. The library's own form is no part of it: it writes eight bytes for each bin, and needs a package that it does not bring.
 */
export function packSketch({ bins }: LatencySketch): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const [key, count] of [...bins].sort((one, other) => one[0] - other[0])) {
    putNumber(bytes, key - before);
    putNumber(bytes, count);
    before = key;
  }
  return Uint8Array.from(bytes);
}

/** Adds what `packSketch` wrote. */
export function addPacked(sketch: LatencySketch, packed: Uint8Array, mostMs: number): void {
  let place = 0;
  const next = () => {
    let value = 0;
    for (let factor = 1; place < packed.length; factor *= 128) {
      const byte = packed[place] ?? 0;
      place += 1;
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    return value;
  };
  let key = 0;
  while (place < packed.length) {
    key += next();
    addBin(sketch, key, next());
  }
  sketch.mostMs = Math.max(sketch.mostMs, mostMs);
}

function addBin(sketch: LatencySketch, key: number, count: number): void {
  sketch.bins.set(key, (sketch.bins.get(key) ?? 0) + count);
  sketch.count += count;
}

function putNumber(bytes: number[], value: number): void {
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  bytes.push(left);
}
