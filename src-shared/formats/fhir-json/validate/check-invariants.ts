import { childrenOf, nameOf } from '../../json/json-document.ts';
import { parseFhirTime } from '../fhir-time.ts';
import { type FhirScope, propertyAt, readText, type Visit } from './fhir-scope.ts';

/** ext-1. A value may be there by its own extensions only. */
export function checkExtension({ document, report }: FhirScope, { place }: Visit): void {
  const names = childrenOf(document, place.token).map((token) => nameOf(document, token) ?? '');
  const hasValue = names.some((name) => /^_?value[A-Z]/.test(name));
  if (hasValue === names.includes('extension'))
    report(place, { rule: 'fhir.extension-value', reference: 'FHIR R4, Extension, ext-1' });
}

/** per-1. Dates are compared as far as both are written. */
export function checkPeriod({ document, report }: FhirScope, { place }: Visit): void {
  const [start, end] = [readText(document, place, 'start'), readText(document, place, 'end')];
  const last = propertyAt(document, place, 'end');
  if (start === null || end === null || last === null) return;
  const [from, until] = [parseFhirTime(start), parseFhirTime(end)];
  const length = Math.min(start.length, end.length, 10);
  const isBackwards =
    from !== null && until !== null ? until < from : /^\d/.test(start) && end.slice(0, length) < start.slice(0, length);
  if (isBackwards) report(last, { rule: 'fhir.period-order', reference: 'FHIR R4, Period, per-1' });
}

/** qty-3, and a result that is a number without a measurement unit. */
export function checkQuantity({ document, report }: FhirScope, { place, element, resource }: Visit): void {
  const [code, unit, value] = ['code', 'unit', 'value'].map((name) => readText(document, place, name));
  const isResult = element?.choice === 'value[x]' && resource.type === 'Observation';
  if (code !== null && readText(document, place, 'system') === null)
    report(place, { rule: 'fhir.quantity-system', reference: 'FHIR R4, Quantity, qty-3' });
  else if (isResult && value !== null && code === null && unit === null)
    report(place, { rule: 'fhir.unit-missing', reference: 'FHIR R4, Quantity.unit' });
}

/** cpt-2 */
export function checkContactPoint({ document, report }: FhirScope, { place }: Visit): void {
  if (readText(document, place, 'value') !== null && propertyAt(document, place, 'system') === null)
    report(place, { rule: 'fhir.contact-system', reference: 'FHIR R4, ContactPoint, cpt-2' });
}

/** att-1 */
export function checkAttachment({ document, report }: FhirScope, { place }: Visit): void {
  if (propertyAt(document, place, 'data') !== null && propertyAt(document, place, 'contentType') === null)
    report(place, { rule: 'fhir.attachment-type', reference: 'FHIR R4, Attachment, att-1' });
}

/** obs-6 */
export function checkResult({ document, report }: FhirScope, { place }: Visit): void {
  const reason = propertyAt(document, place, 'dataAbsentReason');
  if (reason === null) return;
  const hasValue = childrenOf(document, place.token).some((token) => /^value[A-Z]/.test(nameOf(document, token) ?? ''));
  if (hasValue) report(reason, { rule: 'fhir.absent-and-value', reference: 'FHIR R4, Observation, obs-6' });
}
