import type { Hl7StructurePart } from '../../../domain/hl7-dictionary.ts';
import type { Edit } from '../../format.ts';
import { valueAt } from '../hl7-document.ts';
import { hasZone, isDateTime } from './check-text-types.ts';
import { fieldPlace, type MessageScope, pathOf, readCode } from './message-scope.ts';

/** MSH: a version there is, the structure that belongs to type and event, the zone of the time. */
export function checkHeader(scope: MessageScope): void {
  const { document, header } = scope;
  const version = readCode(document, header, 12);
  const report = (rule: 'hl7.version-unknown' | 'hl7.zone-missing', field: number): void => {
    const at = fieldPlace(header, field);
    scope.report({ rule, at });
  };
  if (version !== null && !/^2\.(?:[1-9]|3\.1|5\.1|7\.1|8\.[12]|9\.1)$/.test(version))
    report('hl7.version-unknown', 12);
  const time = valueAt(document, header, { field: 7 }).trim();
  if (time.length > 8 && isDateTime(time) && !hasZone(time)) report('hl7.zone-missing', 7);
  if (!agreesWithStructure(scope))
    scope.report({ rule: 'hl7.structure-name', at: fieldPlace(header, 9), fix: suggestStructure(scope) });
}

function agreesWithStructure({ dictionary, code, trigger, structureName }: MessageScope): boolean {
  if (dictionary === null || code === null || trigger === null || structureName === null) return true;
  const expected = dictionary.structure(code, trigger);
  if (expected === null || structureName === `${code}_${trigger}`) return true;
  const named = dictionary.structure(structureName, null);
  return named !== null && isSame(expected, named);
}

/** The structure of type and event by its name in table 0354, null when none of the names there has it. */
function suggestStructure({ document, dictionary, header, code, trigger }: MessageScope): Edit[] | null {
  const expected = code === null ? null : (dictionary?.structure(code, trigger) ?? null);
  if (expected === null) return null;
  const names = [...(dictionary?.table('0354')?.codes.keys() ?? [])].filter((name) => name.startsWith(`${code}_`));
  const name = names.find((each) => {
    const named = dictionary?.structure(each, null) ?? null;
    return named !== null && isSame(expected, named);
  });
  const at = { ...fieldPlace(header, 9), repetition: 1, component: 3 };
  return name === undefined ? null : [{ path: pathOf(document, at), text: name }];
}

function isSame(a: readonly Hl7StructurePart[], b: readonly Hl7StructurePart[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
