import { fieldPlace, isValued, type MessageScope, readCode, segmentPlace } from './message-scope.ts';

const codes = new Set(['AA', 'AE', 'AR', 'CA', 'CE', 'CR']);

/** MSA and ERR: a code of table 0008, and an error that says what it is, exactly when the message was not accepted. */
export function checkReceipt(scope: MessageScope): void {
  const { document, segments, ids, dictionary } = scope;
  const receipt = segments[ids.indexOf('MSA')];
  const errors = segments.filter((_, index) => ids[index] === 'ERR');
  for (const error of errors) {
    const isSaid = [1, 2, 3, 4, 5, 7, 8].some((field) => isValued(error, field));
    const at = segmentPlace(error);
    if (!isSaid) scope.report({ rule: 'hl7.error-empty', at });
  }
  if (receipt === undefined) return;
  const code = readCode(document, receipt, 1);
  const at = fieldPlace(receipt, 1);
  const reference = 'HL7 table 0008';
  // With a dictionary the table has been asked.
  if (code !== null && !codes.has(code) && dictionary === null)
    scope.report({ rule: 'hl7.code-unknown', at, params: { table: '0008' }, reference });
  const isRefused = code !== null && codes.has(code) && !code.endsWith('A');
  const says = errors.length > 0 || isValued(receipt, 3) || isValued(receipt, 6);
  if (isRefused && !says) scope.report({ rule: 'hl7.refusal-without-reason', at, reference });
  const isSevere = errors.some((error) => ['E', 'F'].includes(readCode(document, error, 4) ?? ''));
  if (code?.endsWith('A') && isSevere) scope.report({ rule: 'hl7.accepted-with-error', at, reference });
}
