import type { Hl7Place } from '../../../domain/hl7-dictionary.ts';
import { rawText } from '../hl7-document.ts';
import { splitSpan } from '../hl7-index.ts';
import { checkCode, checkCodedElement } from './check-code.ts';
import { checkPrimitive } from './check-text-types.ts';
import { type MessageScope, type PlaceInMessage, readText } from './message-scope.ts';
import { suggestFix } from './suggest-fix.ts';

/** Their bytes are read by nobody here: documents and prose may be megabytes. */
const unread = new Set(['ED', 'TX', 'FT', 'ST', 'varies', 'VARIES', '*']);
const coded = new Set(['CE', 'CWE', 'CNE', 'CF']);

/** One repetition or a part of it against its data type and table, down to subcomponents. */
export function checkValue(scope: MessageScope, at: PlaceInMessage, place: Hl7Place): void {
  const { dataType } = place;
  if (dataType === null || at.span[0] === at.span[1]) return;
  const hasParts = scope.dictionary?.component(dataType, 1) !== null;
  if (hasParts && at.subcomponent === null) checkParts(scope, at, place);
  else if (!unread.has(dataType)) checkPlain(scope, at, { ...place, dataType });
}

function checkParts(scope: MessageScope, at: PlaceInMessage, place: Hl7Place): void {
  const { dictionary, document } = scope;
  const dataType = place.dataType ?? '';
  const { component, subcomponent } = at.segment.separators;
  const isInner = at.component !== null;
  const spans = splitSpan(document.bytes, at.span, isInner ? subcomponent : component);
  const parts = spans.map(
    (span, index): PlaceInMessage =>
      isInner ? { ...at, subcomponent: index + 1, span } : { ...at, component: index + 1, span },
  );
  if (at.span[1] - at.span[0] === 2 && rawText(document, at.span) === '""') return;
  if (coded.has(dataType)) checkCodedElement(scope, parts, place.table);
  for (const [index, part] of parts.entries()) {
    const inner = dictionary?.component(dataType, index + 1) ?? null;
    if (inner !== null) {
      // CX, CE and others name tables of their own in their parts; the one of the field is for the first part.
      const isFirst = index === 0 && !coded.has(dataType);
      checkValue(scope, part, isFirst && inner.table === null ? { ...inner, table: place.table } : inner);
    } else if (part.span[1] > part.span[0]) {
      scope.report({ rule: 'hl7.part-unknown', at: part, params: { dataType } });
      return;
    }
  }
}

function checkPlain(scope: MessageScope, at: PlaceInMessage, place: Hl7Place & { dataType: string }): void {
  const text = readText(scope.document, at).trim();
  if (text === '' || text === '""') return;
  const rule = checkPrimitive(place.dataType, text);
  if (rule !== null) scope.report({ rule, at, fix: suggestFix(scope, at, place.dataType, text) });
  else if ((place.dataType === 'ID' || place.dataType === 'IS') && place.table !== null)
    checkCode(scope, at, { table: place.table, text });
}
