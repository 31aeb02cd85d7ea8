import { isContainer, textOf, valueSpan } from '../../json/json-document.ts';
import { hasFlag, jsonFlag, jsonKind, kindOf } from '../../json/json-tokens.ts';
import { parseFhirTime } from '../fhir-time.ts';
import type { FhirElement } from '../r4-types.ts';
import { checkPrimitive, isBase64, isJudged, jsonKindOf } from './check-primitive.ts';
import { type FhirScope, noteFragment, type Place, type Visit } from './fhir-scope.ts';

type Given = { visit: Visit; element: FhirElement; reference: string };

/** One value of a primitive data type. */
export function checkScalar(scope: FhirScope, at: Place, given: Given): void {
  const { document } = scope;
  const { tokens } = document.index;
  const { element, reference } = given;
  const wanted = jsonKindOf(element.type);
  const kind = kindOf(tokens, at.token);
  const found = kind === jsonKind.string ? 'string' : kind === jsonKind.number ? 'number' : 'boolean';
  if (isContainer(document, at.token) || found !== wanted) {
    const params = wanted === 'boolean' ? {} : { dataType: element.type };
    scope.report(at, { rule: `fhir.${wanted}-missing`, params, reference });
    return;
  }
  // What is cut off was perhaps right.
  if (hasFlag(tokens, at.token, jsonFlag.unclosed)) return;
  const span = valueSpan(document, at.token);
  const isEscaped = hasFlag(tokens, at.token, jsonFlag.escaped);
  if (span[0] === span[1]) scope.report(at, { rule: 'fhir.empty', reference });
  else if (element.type === 'base64Binary') {
    if (!isBase64(document.bytes, span, isEscaped)) scope.report(at, { rule: 'fhir.base64', reference });
  } else if (isJudged(element.type)) checkText(scope, at, given);
}

function checkText(scope: FhirScope, at: Place, { visit, element, reference }: Given): void {
  const { type, codes } = element;
  const text = textOf(scope.document, at.token);
  const rule = checkPrimitive(type, text);
  const trimmed = text.trim();
  const isMended = rule === 'fhir.code' && checkPrimitive(type, trimmed) === null;
  const params = rule === 'fhir.integer' ? { dataType: type } : {};
  if (rule !== null) scope.report(at, { rule, params, reference, ...(isMended ? { fix: trimmed } : {}) });
  else if (type === 'code' && codes !== null) checkCode(scope, at, { text, set: codes, reference });
  // An address inside the resource may stand in what is no Reference, too.
  else if (text.startsWith('#')) noteFragment(visit.resource, text);
  if (rule === null && pastTimes.has(`${visit.type}.${element.choice ?? element.name}`)) checkPast(scope, at, text);
}

type Coded = { text: string; set: NonNullable<FhirElement['codes']>; reference: string };

/** A code that must be one of the value set. */
export function checkCode(scope: FhirScope, at: Place, { text, set, reference }: Coded): void {
  if (set.codes.has(text)) return;
  const params = { valueSet: set.name };
  const other = [...set.codes].filter((code) => code.toLowerCase() === text.toLowerCase());
  if (other.length === 1 && other[0] !== undefined)
    scope.report(at, { rule: 'fhir.code-case', params, reference, fix: other[0] });
  else scope.report(at, { rule: 'fhir.code-unknown', params, reference });
}

/** Times of what has happened: none of them can lie ahead. */
const pastTimes = new Set([
  'Bundle.timestamp',
  'Meta.lastUpdated',
  'Patient.birthDate',
  'Observation.issued',
  'Observation.effective[x]',
  'DiagnosticReport.issued',
  'Specimen.receivedTime',
  'Specimen.collection.collected[x]',
  'ServiceRequest.authoredOn',
]);
/** Clocks differ; and a date may be a day ahead elsewhere. */
const toleranceMs = 24 * 3_600_000;

function checkPast(scope: FhirScope, at: Place, text: string): void {
  if (scope.now === null) return;
  const limit = scope.now + toleranceMs;
  const moment = parseFhirTime(text);
  const isAhead = moment === null ? text > new Date(limit).toISOString().slice(0, text.length) : moment > limit;
  if (isAhead) scope.report(at, { rule: 'fhir.time-in-future', reference: 'FHIR R4' });
}
