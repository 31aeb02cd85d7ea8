import type { BodyProblem, BodyRange } from '../../../../src-shared/contract/message-body.ts';
import type { RowLayer } from '../../../widgets/cut-row.ts';
import type { RowMarks } from '../../../widgets/text-row.tsx';
import classes from './inspector.module.css';

type Marked = {
  chosen: BodyRange | null;
  hits: readonly BodyRange[];
  currentHit: BodyRange | null;
  problems: readonly BodyProblem[];
};

const noMarks: RowMarks = { layers: [], severity: null };
const rank = { error: 0, warning: 1, info: 2 };

/** What is marked in which row: the chosen place over all its rows, hits and problems where they begin and end. */
export function collectMarks({ chosen, hits, currentHit, problems }: Marked): (row: number) => RowMarks {
  const hitsByRow = groupByRow(hits, (hit) => hit);
  const problemsByRow = groupByRow(problems, ({ range }) => range);
  return (row) => {
    const ownHits = hitsByRow.get(row) ?? [];
    const ownProblems = problemsByRow.get(row) ?? [];
    const isChosen = chosen !== null && chosen.from.row <= row && row <= chosen.to.row;
    if (!isChosen && ownHits.length === 0 && ownProblems.length === 0) return noMarks;
    const layers: RowLayer[] = [
      ...(isChosen ? [layerOf(chosen, row, classes.linked)] : []),
      ...ownProblems.map(({ range, severity }) => layerOf(range, row, classes[severity])),
      ...ownHits.map((hit) => layerOf(hit, row, hit === currentHit ? classes.currentHit : classes.hit)),
    ];
    const [worst] = ownProblems.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
    return { layers, severity: worst?.severity ?? null };
  };
}

function layerOf({ from, to }: BodyRange, row: number, name: string | undefined): RowLayer {
  return {
    from: from.row === row ? from.column : 0,
    to: to.row === row ? to.column : Number.MAX_SAFE_INTEGER,
    name: name ?? '',
  };
}

function groupByRow<T>(items: readonly T[], rangeOf: (item: T) => BodyRange): Map<number, T[]> {
  const byRow = new Map<number, T[]>();
  for (const item of items) {
    const { row } = rangeOf(item).from;
    const own = byRow.get(row);
    if (own === undefined) byRow.set(row, [item]);
    else own.push(item);
  }
  return byRow;
}
