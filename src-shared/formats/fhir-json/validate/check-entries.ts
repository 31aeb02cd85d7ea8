import { resourceTypeOf } from '../fhir-context.ts';
import { type FhirScope, type Place, propertyAt, readText } from './fhir-scope.ts';

const withRequest = new Set(['batch', 'transaction', 'history']);
const withResponse = new Set(['batch-response', 'transaction-response', 'history']);

/** Every entry by itself, and their addresses against each other. @param type of the bundle */
export function checkEntries(scope: FhirScope, entries: readonly Place[], type: string): void {
  const addresses = new Set<string>();
  for (const entry of entries) {
    checkParts(scope, entry, type);
    checkAddress(scope, entry, { type, addresses });
  }
}

/** bdl-2 to bdl-5 */
function checkParts({ document, report }: FhirScope, entry: Place, type: string): void {
  const at = (name: string) => propertyAt(document, entry, name);
  const [resource, request, response, search] = [at('resource'), at('request'), at('response'), at('search')];
  const ask = (element: 'request' | 'response', isWanted: boolean, invariant: string) => {
    const found = element === 'request' ? request : response;
    const reference = `FHIR R4, Bundle, ${invariant}`;
    if (isWanted && found === null) report(entry, { rule: 'fhir.entry-part-missing', params: { element }, reference });
    if (!isWanted && found !== null)
      report(found, { rule: 'fhir.entry-part-unexpected', params: { element }, reference });
  };
  ask('request', withRequest.has(type), 'bdl-3');
  ask('response', withResponse.has(type), 'bdl-4');
  if (search !== null && type !== 'searchset')
    report(search, {
      rule: 'fhir.entry-part-unexpected',
      params: { element: 'search' },
      reference: 'FHIR R4, Bundle, bdl-2',
    });
  if (resource === null && request === null && response === null)
    report(entry, { rule: 'fhir.entry-empty', reference: 'FHIR R4, Bundle, bdl-5' });
  const method = request === null ? null : readText(document, request, 'method');
  const isPosted = type === 'batch' || type === 'transaction';
  if (request !== null && isPosted && resource === null && (method === 'POST' || method === 'PUT'))
    report(request, {
      rule: 'fhir.request-resource',
      params: { method },
      reference: 'FHIR R4, 3.1.0.11.2 Transaction',
    });
}

type Given = { type: string; addresses: Set<string> };

/** bdl-7, bdl-8, and what an address says of its resource. */
function checkAddress({ document, report }: FhirScope, entry: Place, { type, addresses }: Given): void {
  const at = propertyAt(document, entry, 'fullUrl');
  const text = readText(document, entry, 'fullUrl');
  if (at === null || text === null) return;
  const resource = propertyAt(document, entry, 'resource');
  const meta = resource === null ? null : propertyAt(document, resource, 'meta');
  const version = meta === null ? null : readText(document, meta, 'versionId');
  const key = JSON.stringify([text, version]);
  if (type !== 'history' && addresses.has(key))
    report(at, { rule: 'fhir.full-url-repeated', reference: 'FHIR R4, Bundle, bdl-7' });
  addresses.add(key);
  if (text.includes('/_history/')) report(at, { rule: 'fhir.full-url-version', reference: 'FHIR R4, Bundle, bdl-8' });
  else if (!/^[a-z][a-z0-9+.-]*:\S/i.test(text))
    report(at, { rule: 'fhir.full-url-form', reference: 'FHIR R4, Bundle.entry.fullUrl' });
  else if (
    resource !== null &&
    isOfAnother(text, readText(document, resource, 'id'), resourceTypeOf(document, resource.token))
  )
    report(at, { rule: 'fhir.full-url-id', reference: 'FHIR R4, Bundle.entry.fullUrl' });
}

/** Only an address of a server tells type and id. */
function isOfAnother(address: string, id: string | null, type: string | null): boolean {
  const match = /^https?:\/\/.*\/([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(address);
  return match !== null && id !== null && type !== null && (match[1] !== type || match[2] !== id);
}
