import type { MessageSummary } from '../format.ts';

export type ReportVersion = NonNullable<MessageSummary['version']>;

/**
 * The version of a whole report, by what its headings (`reports`) and its results say. A correction anywhere makes the whole a corrected
 * report; withdrawn it is only when nothing else is left. Null when nobody says.
 */
export function versionOf(reports: readonly ReportVersion[], results: readonly ReportVersion[]): ReportVersion | null {
  const all = [...reports, ...results];
  const isWithdrawn = (among: readonly ReportVersion[]) =>
    among.length > 0 && among.every((version) => version === 'withdrawn');
  if (isWithdrawn(results) || (results.length === 0 && isWithdrawn(reports))) return 'withdrawn';
  if (all.includes('corrected') || all.includes('withdrawn')) return 'corrected';
  const said = reports.length > 0 ? reports : results;
  if (said.includes('partial') || (said.includes('final') && said.includes('preliminary'))) return 'partial';
  return said[0] ?? null;
}
