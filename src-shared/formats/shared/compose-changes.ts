import type { Span, SpliceResult } from '../format.ts';

/** Spans of a body before and after an edit; ascending, none inside of another. */
export type Changes = Pick<Extract<SpliceResult, { kind: 'spliced' }>['changes'][number], 'before' | 'after'>[];

/** One edit that does what two did after each other: what they changed at or beside the same place is one change. */
export function composeChanges(first: Changes, second: Changes): Changes {
  const composed: Changes = [];
  // How much longer the body had become by each of them, up to here.
  let [grownFirst, grownSecond] = [0, 0];
  let [at, next] = [0, 0];
  while (at < first.length || next < second.length) {
    const start = Math.min(first[at]?.after[0] ?? Infinity, second[next]?.before[0] ?? Infinity);
    const before = start - grownFirst;
    const after = start + grownSecond;
    let end = start;
    for (;;) {
      const [earlier, later] = [first[at], second[next]];
      if (earlier !== undefined && earlier.after[0] <= end) {
        end = Math.max(end, earlier.after[1]);
        grownFirst += growth(earlier);
        at += 1;
      } else if (later !== undefined && later.before[0] <= end) {
        end = Math.max(end, later.before[1]);
        grownSecond += growth(later);
        next += 1;
      } else break;
    }
    composed.push({ before: [before, end - grownFirst], after: [after, end + grownSecond] });
  }
  return composed;
}

function growth({ before, after }: Changes[number]): number {
  return lengthOf(after) - lengthOf(before);
}

function lengthOf([start, end]: Span): number {
  return end - start;
}
