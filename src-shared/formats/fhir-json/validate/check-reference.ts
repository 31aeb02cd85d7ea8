import type { Resource } from '../fhir-reader.ts';
import { isResourceType } from '../r4-types.ts';
import { type FhirScope, noteFragment, type Place, propertyAt, readText, type Visit } from './fhir-scope.ts';

const standard = 'FHIR R4, 2.3.0 References';

/** Where a reference leads, and whether that may be. */
export function checkReference(scope: FhirScope, visit: Visit): void {
  const { document } = scope;
  const { place, element, resource } = visit;
  const at = propertyAt(document, place, 'reference');
  const text = readText(document, place, 'reference');
  const stated = readText(document, place, 'type');
  const statedAt = propertyAt(document, place, 'type');
  const found = at === null || text === null ? null : resolveReference(scope, { at, text, visit });
  if (text?.startsWith('#')) noteFragment(resource, text);
  const type = found?.type ?? typeInAddress(text ?? '') ?? stated;
  const targets = element?.targets ?? null;
  const where = at ?? statedAt;
  if (where === null) return;
  if (type !== null && isResourceType(type) && targets !== null && !targets.includes(type))
    scope.report(where, { rule: 'fhir.reference-target', params: { types: targets.join(', ') }, reference: standard });
  else if (found !== null && stated !== null && statedAt !== null && isResourceType(stated) && stated !== found.type)
    scope.report(statedAt, { rule: 'fhir.reference-type', reference: standard });
}

type Asked = { at: Place; text: string; visit: Visit };

/** What it means inside the message; reports one that should mean something there and does not. */
function resolveReference(scope: FhirScope, { at, text, visit }: Asked): Resource | null {
  const { known } = visit.resource;
  const { bundleType, resolve } = scope.message;
  const found = known === null ? null : resolve(text, known);
  if (found !== null || known === null) return found;
  const kind = kindOfAddress(text);
  const isWhole = bundleType === 'message' || bundleType === 'document';
  const isPosted = bundleType === 'transaction' || bundleType === 'batch';
  if (kind === 'contained' || (kind === 'urn' && (isWhole || isPosted)))
    scope.report(at, { rule: 'fhir.reference-lost', reference: standard });
  else if (kind === 'none' || (kind === 'search' && !isPosted))
    scope.report(at, { rule: 'fhir.reference-form', reference: standard });
  else if (kind === 'relative' && isWhole)
    scope.report(at, {
      rule: 'fhir.reference-unresolved',
      reference: 'FHIR R4, 2.36.4.1 Resolving references in bundles',
    });
  else if (kind === 'relative' && isPosted)
    scope.report(at, { rule: 'fhir.reference-on-server', reference: 'FHIR R4, 3.1.0.11.2 Transaction' });
  return null;
}

/** `search`: a condition by which the receiver of a transaction finds what is meant. */
function kindOfAddress(text: string): 'contained' | 'urn' | 'web' | 'relative' | 'search' | 'none' {
  if (text.startsWith('#')) return 'contained';
  if (/^urn:(?:uuid|oid):/i.test(text)) return 'urn';
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return 'web';
  if (/^[A-Z][A-Za-z]+\?\S+$/.test(text)) return 'search';
  const type = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(text)?.[1];
  return type !== undefined && isResourceType(type) ? 'relative' : 'none';
}

function typeInAddress(text: string): string | null {
  return /(?:^|\/)([A-Z][A-Za-z]+)(?:\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[^/]+)?|\?.*)$/.exec(text)?.[1] ?? null;
}
