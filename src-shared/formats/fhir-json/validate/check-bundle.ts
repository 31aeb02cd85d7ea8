import { resourceTypeOf } from '../fhir-context.ts';
import { checkEntryAnswer, checkMessageAnswer } from './check-answer.ts';
import { checkEntries } from './check-entries.ts';
import { type FhirScope, itemsAt, propertyAt, readText, type Visit } from './fhir-scope.ts';

/** What the type of a bundle asks of it. Source: FHIR R4, Bundle, invariants bdl-1 to bdl-12. */
export function checkBundle(scope: FhirScope, { place }: Visit): void {
  const { document, report } = scope;
  const type = readText(document, place, 'type');
  if (type === null) return;
  const entries = itemsAt(document, place, 'entry');
  const total = propertyAt(document, place, 'total');
  if (total !== null && type !== 'searchset' && type !== 'history')
    report(total, { rule: 'fhir.total-unexpected', reference: 'FHIR R4, Bundle, bdl-1' });
  const [first] = entries;
  const firstResource = first === undefined ? null : propertyAt(document, first, 'resource');
  const firstType = firstResource === null ? null : resourceTypeOf(document, firstResource.token);
  if (type === 'message' && firstType !== 'MessageHeader')
    report(first ?? place, { rule: 'fhir.bundle-message', reference: 'FHIR R4, Bundle, bdl-12' });
  if (type === 'document') {
    if (firstType !== 'Composition')
      report(first ?? place, { rule: 'fhir.bundle-document', reference: 'FHIR R4, Bundle, bdl-11' });
    const identifier = propertyAt(document, place, 'identifier');
    const isNamed =
      identifier !== null && ['system', 'value'].every((name) => readText(document, identifier, name) !== null);
    if (!isNamed)
      report(identifier ?? place, { rule: 'fhir.document-identifier', reference: 'FHIR R4, Bundle, bdl-9' });
    if (readText(document, place, 'timestamp') === null)
      report(place, { rule: 'fhir.document-time', reference: 'FHIR R4, Bundle, bdl-10' });
  }
  checkEntries(scope, entries, type);
  if (type === 'message' && firstType === 'MessageHeader') checkMessageAnswer(scope, firstResource);
  if (type.endsWith('-response')) for (const entry of entries) checkEntryAnswer(scope, entry);
}
