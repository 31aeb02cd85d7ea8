import type { Edit, ParseOptions, SpliceResult } from '../format.ts';
import { isObject } from '../json/json-document.ts';
import type { JsonStep } from '../json/json-path.ts';
import { type JsonSpliceRules, type NewKind, spliceJson } from '../json/json-splice.ts';
import { type FhirContext, findElement } from './fhir-context.ts';
import { fhirScheme } from './fhir-describe.ts';
import { elementsOf, isPrimitive } from './r4-types.ts';

const rules: JsonSpliceRules<FhirContext> = {
  scheme: fhirScheme,
  allowsEmpty: false,
  kindOfNew: (document, parent, steps) => kindOfNew(parent.context, isObject(document, parent.token), steps),
};

/** As JSON is edited; a new property must be one that FHIR R4 knows at that place, in a list where FHIR has a list. */
export function spliceFhir(body: Uint8Array, edits: readonly Edit[], options: ParseOptions): SpliceResult {
  return spliceJson(body, edits, { options, rules });
}

function kindOfNew(context: FhirContext, isInObject: boolean, steps: readonly JsonStep[]): NewKind | null {
  let type = context.type;
  let isInList = !isInObject;
  for (const step of steps) {
    if ('index' in step) {
      if (!isInList) return null;
      isInList = false;
      continue;
    }
    const element = type === null || isInList || step.name === null ? null : findElement(type, step.name);
    if (element === null) return null;
    type = element.type;
    isInList = element.isArray;
  }
  return isInList || type === null || elementsOf(type) !== null || !isPrimitive(type) ? null : kindOf(type);
}

function kindOf(type: string): NewKind {
  if (type === 'boolean') return 'boolean';
  return ['integer', 'decimal', 'positiveInt', 'unsignedInt'].includes(type) ? 'number' : 'string';
}
