import { judgeIdentifier } from '../../shared/judge-identifier.ts';
import { personResources } from '../fhir-places.ts';
import { checkCode } from './check-scalar.ts';
import { type FhirScope, itemsAt, propertyAt, readText, type Visit } from './fhir-scope.ts';

/** A concept that a value set is bound to: a code of its systems must be in it; codes of other systems may stand beside it. */
export function checkConcept(scope: FhirScope, { place, element, type }: Visit): void {
  const set = element?.codes ?? null;
  if (set === null || set.systems === null) return;
  for (const coding of itemsAt(scope.document, place, 'coding')) {
    const code = propertyAt(scope.document, coding, 'code');
    const text = readText(scope.document, coding, 'code');
    const system = readText(scope.document, coding, 'system');
    if (code !== null && text !== null && system !== null && set.systems.includes(system))
      checkCode(scope, code, { text, set, reference: `FHIR R4, ${type}` });
  }
}

const bareOid = /^[0-2](?:\.(?:0|[1-9]\d*)){4,}$/;

/** A Norwegian number by its system or type. */
export function checkIdentifier({ document, report }: FhirScope, { place, resource }: Visit): void {
  const system = readText(document, place, 'system');
  const systemAt = propertyAt(document, place, 'system');
  if (system !== null && systemAt !== null && bareOid.test(system))
    report(systemAt, { rule: 'fhir.oid-prefix', reference: 'FHIR R4, Identifier.system', fix: `urn:oid:${system}` });
  const text = readText(document, place, 'value')?.trim() ?? '';
  const value = propertyAt(document, place, 'value');
  const type = propertyAt(document, place, 'type');
  if (value === null || text === '') return;
  const codings = type === null ? [] : itemsAt(document, type, 'coding');
  const words = [system, ...codings.map((coding) => readText(document, coding, 'code'))].flatMap((word) =>
    word === null ? [] : [word.replace(/^urn:oid:/, '').toUpperCase()],
  );
  for (const finding of judgeIdentifier(text, words, personResources.has(resource.type))) report(value, finding);
}
