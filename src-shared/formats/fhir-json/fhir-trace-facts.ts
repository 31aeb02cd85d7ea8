import type { ParseOptions, TraceParts } from '../format.ts';
import { type FhirMessage, ofType, openFhir, resolved } from './fhir-message.ts';
import { items, type Resource, spotAt, textAt } from './fhir-reader.ts';

/** The report's own identifier numbers it, else its id; `requester` and `performer` are references, read where the message holds what they mean. */
export function readFhirTraceParts(body: Uint8Array, options: ParseOptions): TraceParts {
  const message = openFhir(body, options);
  const orders = ofType(message, 'ServiceRequest');
  const numbers = ofType(message, 'DiagnosticReport').flatMap(
    (report) => numberOf(message, report) ?? textAt(message.document, report, 'id') ?? [],
  );
  const born = ofType(message, 'Patient').map((patient) => textAt(message.document, patient, 'birthDate'));
  const hasReport = ofType(message, 'DiagnosticReport').length > 0;
  const isCancelled =
    orders.length > 0 && orders.every((order) => textAt(message.document, order, 'status') === 'revoked');
  return {
    role: hasReport ? 'result' : orders.length === 0 ? null : isCancelled ? 'order-cancel' : 'order',
    reportKey: numbers.length === 0 ? null : numbers.toSorted().join(' '),
    requesters: [...new Set(orders.flatMap((order) => requestersOf(message, order)))],
    birthDate: born.map((date) => date?.replaceAll('-', '') ?? '').find((date) => /^\d{8}$/.test(date)) ?? null,
    isCancelled,
    orderGroups: [],
    testGroup: null,
  };
}

function numberOf({ document }: FhirMessage, report: Resource): string | null {
  return (
    items(document, report, 'identifier')
      .map((identifier) => textAt(document, identifier, 'value'))
      .find((value) => value !== null) ?? null
  );
}

function requestersOf(message: FhirMessage, order: Resource): string[] {
  const { document } = message;
  const stated = textAt(document, spotAt(document, order, 'requester'), 'identifier', 'value');
  const found = resolved(message, order, 'requester').map((party) => numberOf(message, party));
  return [stated, ...found].filter((value) => value !== null);
}
