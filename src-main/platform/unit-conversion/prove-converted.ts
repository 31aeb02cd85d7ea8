import type { Measurement } from '../../../src-shared/formats/format.ts';
import type { Judge, StandingRule } from './conversion-plan.ts';
import type { ConvertedResult } from './convert-result.ts';

type Was = { measured: Measurement; standing: StandingRule | null; converted: ConvertedResult | null };

const inOrder = ['same', 'same_written_otherwise'];

/**
 * Reads the new message as its receiver would: what no rule is about must be what it was, and what was converted must be as planned and in order.
 * @returns the path of the first result that is not, null when all are
 */
export function proveConverted(
  before: readonly Was[],
  after: readonly Measurement[],
  { judge, sender }: { judge: Judge; sender: string | null },
): string | null {
  if (before.length !== after.length) return before[0]?.measured.path ?? '';
  for (const [index, { measured: was, standing, converted }] of before.entries()) {
    const is = after[index];
    if (is === undefined) return was.path;
    const expected =
      standing === null || converted === null ? was : { ...was, value: converted.value, range: converted.range };
    const isAsPlanned = told(is) === told({ ...expected, unit: is.unit });
    const isUnitRight = standing === null ? is.unit === was.unit : inOrder.includes(judge(is, sender).judgement);
    if (!isAsPlanned || !isUnitRight) return was.path;
  }
  return null;
}

/** All that a result says but where it stands. */
function told({ span: _span, ...said }: Measurement): string {
  return JSON.stringify(said);
}
