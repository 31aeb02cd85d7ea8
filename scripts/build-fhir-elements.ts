import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CodeSet,
  type Definition,
  isWithParts,
  readCodeSets,
  readDefinitions,
  type SourceElement,
} from './fhir-elements/read-definitions.ts';

/**
 * Makes the table of FHIR R4's elements from a package of its definitions. The same package gives the same bytes;
 * `build-fhir-elements.test.ts` holds the committed file to that. What the signs mean is said in `r4-types.ts`, which reads them.
 */
export const elementsFile = join(import.meta.dirname, '..', 'src-shared', 'formats', 'fhir-json', 'r4-elements.json');

/** A longer list is one of languages, currencies, licences or FHIR's own types. */
const mostCodes = 100;

type Used = Map<string, CodeSet & { isOfConcepts: boolean }>;

export function buildFhirElements(): string {
  const definitions = readDefinitions().sort((a, b) => compare(a.name, b.name));
  const namesOf = (kind: string) => definitions.filter((each) => each.kind === kind).map(({ name }) => name);
  const used: Used = new Map();
  const findCodes = readCodeSets();
  const types = ['complex-type', 'resource'].flatMap((kind) =>
    definitions
      .filter((each) => each.kind === kind)
      .flatMap((each) => describeType(each, (element) => codesOf(element, { findCodes, used }))),
  );
  const sets = [...used].sort(([a], [b]) => compare(a, b));
  const ofConcepts = sets.filter(([, { isOfConcepts }]) => isOfConcepts);
  const table = {
    resources: namesOf('resource').join(' '),
    primitives: namesOf('primitive-type').join(' '),
    types: Object.fromEntries(types),
    codes: Object.fromEntries(sets.map(([name, { codes }]) => [name, codes.join(' ')])),
    systems: Object.fromEntries(ofConcepts.map(([name, { systems }]) => [name, systems.join(' ')])),
  };
  return `${JSON.stringify(table, null, 2)}\n`;
}

/** The type and each of its elements with parts, as one line of elements each. Types without elements of their own are left out. */
function describeType({ name, kind, elements }: Definition, codesAt: (element: SourceElement) => string) {
  const owners = [name, ...elements.filter(isWithParts).map(({ path }) => path)];
  return owners.flatMap((owner): [string, string][] => {
    const own = elements.filter(({ path }) => path.slice(0, path.lastIndexOf('.')) === owner);
    const isLeft = kind === 'resource' && owner === name ? commonOfResource : common;
    const items = own
      .filter(({ path }) => !isLeft.has(path.slice(owner.length + 1)))
      .map((element) => describeElement(owner, element, codesAt(element)));
    return items.length === 0 ? [] : [[owner, items.join(' ')]];
  });
}

/** What every type has beside its own elements is said once, in `r4-types.ts`. */
const common = new Set(['id', 'extension', 'modifierExtension']);
const commonOfResource = new Set([...common, 'meta', 'implicitRules', 'language', 'text', 'contained']);

function describeElement(owner: string, element: SourceElement, codes: string): string {
  const name = element.path.slice(owner.length + 1);
  return `${name}:${typesOf(element)}${codes}${element.max === '*' ? '*' : ''}${element.min > 0 ? '!' : ''}`;
}

function typesOf(element: SourceElement): string {
  const { contentReference, type } = element;
  if (contentReference !== undefined) return contentReference;
  if (isWithParts(element)) return '+';
  // The open type is listed with each of its fifty.
  if ((type?.length ?? 0) > 40) return '*';
  return (type ?? []).map((each) => typeName(each)).join('|');
}

function typeName({ code, targetProfile, extension }: NonNullable<SourceElement['type']>[number]): string {
  const stated = extension?.find(({ url }) => url.endsWith('structuredefinition-fhir-type'))?.valueUrl;
  const name = code.startsWith('http://hl7.org/fhirpath/') ? (stated ?? 'string') : code;
  const targets = name === 'Reference' ? (targetProfile ?? []).map((url) => url.slice(url.lastIndexOf('/') + 1)) : [];
  const isNarrow = targets.length > 0 && !targets.includes('Resource');
  return `${name}${isNarrow ? `(${targets.join(',')})` : ''}`;
}

function codesOf(
  { type, binding }: SourceElement,
  { findCodes, used }: { findCodes: (url: string) => CodeSet | null; used: Used },
): string {
  const isCoded = type?.length === 1 && (type[0]?.code === 'code' || type[0]?.code === 'CodeableConcept');
  const url = binding?.strength === 'required' && isCoded ? binding.valueSet?.replace(/\|.*$/, '') : undefined;
  const set = url === undefined ? null : findCodes(url);
  if (url === undefined || set === null || set.codes.length === 0 || set.codes.length > mostCodes) return '';
  const name = url.slice(url.lastIndexOf('/') + 1);
  const isOfConcepts = type?.[0]?.code === 'CodeableConcept' || used.get(name)?.isOfConcepts === true;
  used.set(name, { ...set, isOfConcepts });
  return `@${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) {
  const text = buildFhirElements();
  writeFileSync(elementsFile, text);
  console.log(`${text.length} bytes in ${elementsFile}`);
}
