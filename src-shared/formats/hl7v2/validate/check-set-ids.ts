import { fieldPlace, type MessageScope, readCode } from './message-scope.ts';

/** Segments numbered in their first field, and the segments behind which the numbers begin anew; NTE begins anew behind any other. */
const restarts: Record<string, readonly string[]> = {
  OBR: ['PID', 'ORC'],
  OBX: ['PID', 'ORC', 'OBR', 'SPM', 'ODS'],
  NTE: [],
  NK1: ['PID'],
  DG1: ['PID', 'OBR', 'ORC'],
  AL1: ['PID'],
  SPM: ['PID', 'OBR'],
};

/** By the segment behind which they begin anew. */
const restartedBy = Map.groupBy(
  Object.entries(restarts).flatMap(([numbered, parents]) => parents.map((parent) => ({ parent, numbered }))),
  ({ parent }) => parent,
);

type Run = { numbers: Set<number>; last: number };

/** A number that comes twice makes a receiver overwrite the first with the second; one that falls is only odd. */
export function checkSetIds(scope: MessageScope): void {
  const runs = new Map<string, Run>();
  for (const [index, segment] of scope.segments.entries()) {
    const id = scope.ids[index] ?? '';
    if (id !== 'NTE') runs.delete('NTE');
    for (const { numbered } of restartedBy.get(id) ?? []) runs.delete(numbered);
    if (restarts[id] === undefined) continue;
    const text = readCode(scope.document, segment, 1) ?? '';
    if (!/^\d{1,5}$/.test(text)) continue;
    const run = runs.get(id) ?? { numbers: new Set(), last: 0 };
    const number = Number(text);
    const rule = run.numbers.has(number) ? 'hl7.set-id-repeated' : number < run.last ? 'hl7.set-id-order' : null;
    const at = fieldPlace(segment, 1);
    if (rule !== null) scope.report({ rule, at });
    run.numbers.add(number);
    run.last = number;
    runs.set(id, run);
  }
}
