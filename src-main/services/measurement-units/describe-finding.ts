import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { noValue } from '../../../src-shared/domain/units/no-value.ts';
import { synonymRefusal } from '../../../src-shared/domain/units/site-units.ts';
import type { FoundUnit } from '../../../src-shared/domain/units/unit-finding.ts';
import type { UnitJudge } from '../../platform/units/unit-judge.ts';

type Described = Pick<
  OutputOf<'units.get'>,
  'expectedUcum' | 'formula' | 'reasons' | 'example' | 'readings' | 'synonymRefused'
>;

/** Fewer numbers than this could be told apart from each other. */
const fewest = 5;

/** The judgement of a finding step by step, and a number in each unit that it may have been meant in. */
export function describeFinding(finding: FoundUnit, { judge, readings, say }: UnitJudge): Described {
  const { code, codeSystem, unit, sender } = finding;
  const measured = { ...noValue, code, codeSystem, unit };
  const judged = judge(measured, sender);
  const example = exampleOf(finding, judged.unit.analyte?.usual ?? null);
  const value = example?.value ?? '';
  const whole = judge({ ...measured, value }, sender);
  const refusal = synonymRefusal(judged.unit);
  return {
    expectedUcum: judged.unit.expected?.ucum ?? null,
    formula: judged.unit.conversion?.formula ?? null,
    reasons: whole.reasons
      .filter(({ id }) => id !== 'notANumber')
      .map((reason) => ({ id: reason.id, params: { ...reason.params }, message: say(reason) })),
    example,
    readings: example === null ? [] : readings({ value }, whole),
    synonymRefused: refusal,
  };
}

/** The middle of the numbers found; where there are few, the middle of what is usual. */
function exampleOf({ typical, messages }: FoundUnit, usual: readonly [string, string] | null): Described['example'] {
  const middle = typical[Math.floor(typical.length / 2)];
  if (messages >= fewest && typical.length >= fewest && middle !== undefined)
    return { value: written(middle), isFromTraffic: true };
  if (usual === null) return null;
  return { value: written((Number(usual[0]) + Number(usual[1])) / 2), isFromTraffic: false };
}

function written(number: number): string {
  const text = String(Number(number.toPrecision(3)));
  return text.includes('e') ? String(number) : text;
}
