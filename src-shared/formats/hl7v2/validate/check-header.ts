import type { Hl7StructurePart } from '../../../domain/hl7-dictionary.ts';
import { valueAt } from '../hl7-document.ts';
import { hasZone, isDateTime } from './check-text-types.ts';
import { fieldPlace, type MessageScope, readCode } from './message-scope.ts';

/** MSH: a version there is, the structure that belongs to type and event, the zone of the time. */
export function checkHeader(scope: MessageScope): void {
  const { document, header } = scope;
  const version = readCode(document, header, 12);
  const report = (rule: 'hl7.version-unknown' | 'hl7.zone-missing' | 'hl7.structure-name', field: number): void => {
    const at = fieldPlace(header, field);
    scope.report({ rule, at });
  };
  if (version !== null && !/^2\.(?:[1-9]|3\.1|5\.1|7\.1|8\.[12]|9\.1)$/.test(version))
    report('hl7.version-unknown', 12);
  const time = valueAt(document, header, { field: 7 }).trim();
  if (time.length > 8 && isDateTime(time) && !hasZone(time)) report('hl7.zone-missing', 7);
  if (!agreesWithStructure(scope)) report('hl7.structure-name', 9);
}

function agreesWithStructure({ dictionary, code, trigger, structureName }: MessageScope): boolean {
  if (dictionary === null || code === null || trigger === null || structureName === null) return true;
  const expected = dictionary.structure(code, trigger);
  if (expected === null || structureName === `${code}_${trigger}`) return true;
  const named = dictionary.structure(structureName, null);
  return named !== null && isSame(expected, named);
}

function isSame(a: readonly Hl7StructurePart[], b: readonly Hl7StructurePart[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
