/** One measured figure as `npm run bench -- --json` prints it. `target` and `met` null where a figure is only reported. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  target: number | null;
  better: 'higher' | 'lower';
  met: boolean | null;
  note: string;
};

/** `dataPath`: where data sets are kept from one run to the next. */
export type BenchmarkOptions = { quick: boolean; dataPath: string };

/** What a benchmark file exports. `names` are the figures it makes, so that `--only` can leave the file out unread. */
export type Benchmark = { names: readonly string[]; run(options: BenchmarkOptions): Promise<Figure[]> };

export function figure(parts: Omit<Figure, 'met'>): Figure {
  const value = Number(parts.value.toPrecision(4));
  const { note, ...rest } = parts;
  if (parts.target === null) return { ...rest, value, met: null, note };
  return { ...rest, value, met: parts.better === 'higher' ? value >= parts.target : value <= parts.target, note };
}

/** @param share 0..1 @returns NaN for no values */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
