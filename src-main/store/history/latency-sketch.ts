import { DDSketch } from '@datadog/sketches-js';

/** Half of what a percentile may be off: two steps of rounding stay below 2 %. */
const relativeAccuracy = 0.01;
const shortestMs = 1;

/** Times in ms as a mergeable histogram; `mostMs` beside it is exact. */
export type LatencySketch = { histogram: DDSketch; mostMs: number };

export function newSketch(): LatencySketch {
  return { histogram: new DDSketch({ relativeAccuracy }), mostMs: 0 };
}

/** @param ms whole milliseconds; below one counts as one */
export function addTime(sketch: LatencySketch, ms: number): void {
  sketch.histogram.accept(Math.max(shortestMs, ms));
  sketch.mostMs = Math.max(sketch.mostMs, ms);
}

/** @returns null for an empty sketch */
export function quantilesOf({ histogram, mostMs }: LatencySketch) {
  if (histogram.count === 0) return null;
  const at = (share: number) => Math.min(mostMs, Math.round(histogram.getValueAtQuantile(share)));
  return { count: histogram.count, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: mostMs };
}

/**
 * Its bins as pairs of whole numbers in 7-bit groups: how far this bin lies above the one before, and how many fell into it. Some 200 bytes for a
 * busy minute. The library's own form is no part of it: it writes eight bytes for each bin, and needs a package that it does not bring.
 */
export function packSketch({ histogram }: LatencySketch): Uint8Array {
  const { bins, offset, minKey, maxKey } = histogram.store;
  const bytes: number[] = [];
  let before = 0;
  for (let key = minKey; key <= maxKey; key += 1) {
    const count = bins[key - offset] ?? 0;
    if (count <= 0) continue;
    putNumber(bytes, key - before);
    putNumber(bytes, count);
    before = key;
  }
  return Uint8Array.from(bytes);
}

/** Adds what `packSketch` wrote. */
export function addPacked(sketch: LatencySketch, packed: Uint8Array, mostMs: number): void {
  const { histogram } = sketch;
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
    const count = next();
    histogram.store.add(key, count);
    histogram.count += count;
  }
  sketch.mostMs = Math.max(sketch.mostMs, mostMs);
}

function putNumber(bytes: number[], value: number): void {
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  bytes.push(left);
}
