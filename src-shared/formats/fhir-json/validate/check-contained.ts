import { type FhirScope, itemsAt, type ResourceScope, readText } from './fhir-scope.ts';

/** What a resource contains, once all of the resource has been read. */
export function checkContained({ document, report }: FhirScope, resource: ResourceScope): void {
  for (const contained of itemsAt(document, resource.place, 'contained')) {
    const id = readText(document, contained, 'id');
    if (resource.container !== null)
      report(contained, { rule: 'fhir.contained-nested', reference: 'FHIR R4, DomainResource, dom-2' });
    else if (id === null)
      report(contained, { rule: 'fhir.contained-id', reference: 'FHIR R4, DomainResource.contained' });
    else if (!resource.usedIds.has(id))
      report(contained, { rule: 'fhir.contained-unused', reference: 'FHIR R4, DomainResource, dom-3' });
  }
}
