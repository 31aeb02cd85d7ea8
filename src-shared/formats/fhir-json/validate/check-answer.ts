import { ofType } from '../fhir-message.ts';
import { type FhirScope, itemsAt, type Place, propertyAt, readText } from './fhir-scope.ts';

const accepted = 'fhir.accepted-with-error';
const refused = 'fhir.refusal-without-reason';

/** Whether an answer says the same in its code and in its OperationOutcome. @param header the MessageHeader, null when the first entry is none */
export function checkMessageAnswer(scope: FhirScope, header: Place | null): void {
  const { document, message, report } = scope;
  const response = header === null ? null : propertyAt(document, header, 'response');
  const at = response === null ? null : propertyAt(document, response, 'code');
  const code = response === null ? null : readText(document, response, 'code');
  if (at === null || code === null) return;
  const severities = ofType(message, 'OperationOutcome').flatMap(({ token }) => severitiesOf(scope, token));
  const reference = 'FHIR R4, MessageHeader.response';
  if (code === 'ok' && severities.some(isSerious)) report(at, { rule: accepted, reference });
  if ((code === 'fatal-error' || code === 'transient-error') && severities.length === 0)
    report(at, { rule: refused, reference });
}

/** One entry of the answer to a transaction or batch. */
export function checkEntryAnswer(scope: FhirScope, entry: Place): void {
  const { document, report } = scope;
  const response = propertyAt(document, entry, 'response');
  const at = response === null ? null : propertyAt(document, response, 'status');
  const status = response === null ? null : readText(document, response, 'status');
  if (response === null || at === null || status === null) return;
  const outcome = propertyAt(document, response, 'outcome');
  const severities = outcome === null ? [] : severitiesOf(scope, outcome.token);
  const reference = 'FHIR R4, Bundle.entry.response';
  if (/^[23]\d\d/.test(status) && severities.some(isSerious)) report(at, { rule: accepted, reference });
  if (/^[45]\d\d/.test(status) && severities.length === 0) report(at, { rule: refused, reference });
}

function severitiesOf({ document }: FhirScope, outcome: number): string[] {
  return itemsAt(document, { token: outcome, parent: null, index: null }, 'issue').flatMap(
    (issue) => readText(document, issue, 'severity') ?? [],
  );
}

function isSerious(severity: string): boolean {
  return severity === 'fatal' || severity === 'error';
}
