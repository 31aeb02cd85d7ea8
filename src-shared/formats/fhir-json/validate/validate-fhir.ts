import type { Finding, ValidateOptions } from '../../format.ts';
import { createFindingList } from '../../shared/finding-list.ts';
import { openFhir } from '../fhir-message.ts';
import { checkResource } from './check-object.ts';
import { createFhirScope } from './fhir-scope.ts';

/**
 * What is wrong with a resource or bundle by FHIR R4: elements, data types, required value sets, references inside the message, the rules of
 * bundles, and Norwegian numbers. Profiles of FHIR (StructureDefinitions that narrow R4) and code systems beside FHIR's own are not known here.
 */
export function validateFhir(body: Uint8Array, options: ValidateOptions): Finding[] {
  const message = openFhir(body, options);
  if (message.root === null) return [];
  const findings = createFindingList();
  const scope = createFhirScope(message, options.now, findings);
  checkResource(scope, { token: message.root.token, parent: null, index: null }, null);
  return findings.finish();
}
