import { textOf } from '../kith-party.ts';
import type { Visited } from '../kith-walk.ts';
import { type KithReport, standards, startPlace } from './kith-report.ts';

/** A document without content, a result without a name, a result of a specimen that is not there. */
export function checkContent(visited: Visited, specimens: ReadonlySet<string>, report: KithReport): void {
  const { element, scope } = visited;
  const reference = standards[scope.kind];
  if (scope.name === 'RefDoc' && scope.kind === 'msghead') {
    const content = element.first('Content');
    const isThere = content !== null && (content.children.length > 0 || content.text().trim() !== '');
    if (!isThere && textOf(element, 'FileReference') === null)
      report(startPlace(visited), { rule: 'kith.content-missing', reference });
  }
  if (scope.name !== 'ResultItem' || scope.kind !== 'report') return;
  const hasValue = ['NumResult', 'TextResult', 'Interval', 'DateResult'].some((name) => element.first(name) !== null);
  if (hasValue && element.at('Investigation/Id') === null)
    report(startPlace(visited), { rule: 'kith.result-code', reference });
  const missing = element.all('RefAnalysedSubject').some((each) => {
    const id = each.text().trim();
    return id !== '' && !specimens.has(id);
  });
  if (missing) report(startPlace(visited), { rule: 'kith.result-specimen', reference });
}

/** Ids by which results name a specimen. */
export function specimenIds({ element, scope }: Visited): string[] {
  if (scope.name !== 'AnalysedSubject') return [];
  return ['IdByServProvider', 'IdByServProv', 'Number'].flatMap((name) => textOf(element, name) ?? []);
}
