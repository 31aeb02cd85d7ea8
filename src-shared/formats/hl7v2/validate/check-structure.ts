import type { ProblemRule } from '../../shared/problem.ts';
import { type MessageScope, segmentPlace } from './message-scope.ts';
import { createStructureCursor } from './structure-cursor.ts';

/** Required segments, and segments that have no business there, by the structure of the message's type; Z-segments may stand anywhere. */
export function checkStructure(scope: MessageScope): void {
  const { dictionary, code, trigger, structureName, header } = scope;
  if (dictionary === null || code === null) return;
  const named = structureName === null ? null : dictionary.structure(structureName, null);
  const structure = dictionary.structure(code, trigger) ?? named;
  const reference = `HL7 v${scope.version} message structure`;
  if (structure === null) {
    scope.report({ rule: 'hl7.structure-unknown', at: segmentPlace(header), reference });
    return;
  }
  const cursor = createStructureCursor(structure);
  const tellMissing = (ids: readonly string[], at = segmentPlace(header)): void => {
    for (const segment of ids) scope.report({ rule: 'hl7.segment-missing', at, params: { segment }, reference });
  };
  for (const [index, segment] of scope.segments.entries()) {
    const id = scope.ids[index] ?? '';
    if (id.startsWith('Z')) continue;
    const placing = cursor.next(id);
    const at = segmentPlace(segment);
    if (placing.kind === 'placed') tellMissing(placing.missing, at);
    else scope.report({ rule: ruleOf(placing.kind, dictionary.segment(id) !== null), at, reference });
  }
  tellMissing(cursor.end(), segmentPlace(scope.segments.at(-1) ?? header));
}

function ruleOf(kind: 'misplaced' | 'unknown', isSegment: boolean): ProblemRule {
  if (kind === 'misplaced') return 'hl7.segment-misplaced';
  return isSegment ? 'hl7.segment-unexpected' : 'hl7.segment-unknown';
}
