import type { JudgedMeasurement, MeasuredUnit } from '../../../src-shared/domain/units/judge-measurement.ts';
import type { StandingRule } from './conversion-plan.ts';

/** The rule that is about this result: the same sender, code and unit as written, nothing alike. */
export function matchRule(
  rules: readonly StandingRule[],
  { measured, judged, sender }: { measured: MeasuredUnit; judged: JudgedMeasurement; sender: string | null },
): StandingRule | null {
  const { code, system } = judged.unit.code ?? { code: measured.code, system: measured.codeSystem };
  const unit = trimmed(measured.unit);
  return (
    rules.find(
      ({ rule }) =>
        rule.sender === trimmed(sender) &&
        rule.code === trimmed(code) &&
        rule.codeSystem === trimmed(system) &&
        rule.unit === unit,
    ) ?? null
  );
}

/** As findings keep them: empty is not stated. */
function trimmed(text: string | null): string | null {
  return text?.trim() || null;
}
