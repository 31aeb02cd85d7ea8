import type { OutputOf } from '../../../src-shared/contract/index.ts';

type Difference = OutputOf<'message.compare'>['differences'][number];
/** `id`: its own among the differences of one comparison, and the same when the comparison is made again. */
export type DifferenceRow = Difference & { id: string };

export function differenceRows(differences: readonly Difference[]): DifferenceRow[] {
  const seen = new Map<string, number>();
  return differences.map((each) => {
    const name = [each.kind, each.path, each.pathInOther].filter(Boolean).join(' ');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return { ...each, id: before === 0 ? name : `${name} ${before}` };
  });
}
