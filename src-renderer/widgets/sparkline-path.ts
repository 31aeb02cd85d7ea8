/** A drawn sparkline in a box of `points.length - 1` by 1: line pieces, and the gaps between them as x ranges. */
export type SparklineShape = { path: string; gaps: { from: number; to: number }[] };

/** @param points values ≥ 0, oldest first; null = not watched, drawn as a gap and never as zero */
export function shapeSparkline(points: readonly (number | null)[]): SparklineShape {
  const highest = Math.max(1, ...points.map((value) => value ?? 0));
  const pieces: string[] = [];
  const gaps: { from: number; to: number }[] = [];
  points.forEach((value, x) => {
    if (value === null) {
      const last = gaps.at(-1);
      if (last && last.to === x) last.to = x + 1;
      else gaps.push({ from: x, to: x + 1 });
      return;
    }
    const startsPiece = x === 0 || points[x - 1] === null;
    const y = Number((1 - value / highest).toFixed(3));
    pieces.push(`${startsPiece ? 'M' : 'L'}${x} ${y}`);
    const isAlone = startsPiece && (x === points.length - 1 || points[x + 1] === null);
    if (isAlone) pieces.push(`L${x + 0.8} ${y}`);
  });
  return { path: pieces.join(''), gaps };
}
