import { checkBundle } from './check-bundle.ts';
import { checkConcept, checkIdentifier } from './check-coded.ts';
import {
  checkAttachment,
  checkContactPoint,
  checkExtension,
  checkPeriod,
  checkQuantity,
  checkResult,
} from './check-invariants.ts';
import { checkReference } from './check-reference.ts';
import type { FhirScope, Visit } from './fhir-scope.ts';

/** What a data type or a resource asks for beside its elements. */
const checks: Record<string, (scope: FhirScope, visit: Visit) => void> = {
  Reference: checkReference,
  Identifier: checkIdentifier,
  CodeableConcept: checkConcept,
  Extension: checkExtension,
  Period: checkPeriod,
  Quantity: checkQuantity,
  Age: checkQuantity,
  Duration: checkQuantity,
  Count: checkQuantity,
  Distance: checkQuantity,
  ContactPoint: checkContactPoint,
  Attachment: checkAttachment,
  Observation: checkResult,
  Bundle: checkBundle,
};

export function checkKind(scope: FhirScope, visit: Visit): void {
  if (Object.hasOwn(checks, visit.type)) checks[visit.type]?.(scope, visit);
}
