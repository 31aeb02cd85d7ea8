import type { Measurement } from '../../../src-shared/formats/format.ts';
import type { StandingRule } from './conversion-plan.ts';
import type { ConvertedResult } from './convert-result.ts';

/** What the note of a rule holds whichever its version; by it a message that was converted is known again. */
export function markOf(ruleId: string): string {
  return `[vaktbord-omregning ${ruleId} `;
}

/** What was sent, what it became and who answers for it, in the language of those who read results here. */
export function writeNote(
  { rule, approver }: StandingRule,
  results: readonly { measured: Measurement; converted: ConvertedResult }[],
): string {
  const values = results.map(({ measured: { comparator, value, unit }, converted }) => {
    const sign = comparator ?? '';
    return `verdi ${sign}${value} ${unit ?? ''} til ${sign}${converted.value} ${rule.expected}`;
  });
  const [first] = results;
  const range = first?.converted.range;
  const ranges = range == null ? [] : [`referanseområde ${first?.measured.range ?? ''} til ${range}`];
  const flag = first?.measured.flag == null ? [] : [`flagg ${first.measured.flag} beholdt`];
  const what = [...values, ...ranges, ...flag].join('; ');
  const who = `Regel ${rule.ruleId} versjon ${rule.version}, godkjent av ${approver}.`;
  return `Omregnet ved ny sending: ${what}. ${who} ${markOf(rule.ruleId)}v${rule.version}]`;
}
