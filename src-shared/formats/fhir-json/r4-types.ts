import table from './r4-elements.json' with { type: 'json' };

/**
 * One element of a type. `type` as FHIR names it (`CodeableConcept`); of an element with parts of its own its path (`Patient.contact`); `*` = any type.
 * `choice`: name of the choice that it is one of (`value[x]`). `targets`: types that a reference may be to, null for any.
 */
export type FhirElement = {
  name: string;
  type: string;
  isArray: boolean;
  isRequired: boolean;
  choice: string | null;
  codes: CodeSet | null;
  targets: readonly string[] | null;
};

/** Codes of a required binding; null where there is none or it is too long to list. `systems` they are from, null where only a bare code is bound. */
export type CodeSet = { name: string; codes: ReadonlySet<string>; systems: readonly string[] | null };

const resources = new Set(table.resources.split(' '));
const primitives = new Set(table.primitives.split(' '));

/** Resource types of FHIR R4 (4.0.1). */
export function isResourceType(name: string): boolean {
  return resources.has(name);
}

/** `string`, `date`, `code` and the like: written as a JSON string, number or boolean. */
export function isPrimitive(type: string): boolean {
  return primitives.has(type);
}

const elementsByType = new Map<string, ReadonlyMap<string, FhirElement> | null>();

/** Elements of a resource, data type or element with parts, by their JSON name; choices under each of their names. Null for an unknown type. */
export function elementsOf(type: string): ReadonlyMap<string, FhirElement> | null {
  const known = elementsByType.get(type);
  if (known !== undefined) return known;
  // What stands beside a primitive, under its name with `_` in front.
  const text: string | undefined = type === 'Element' ? common : (table.types as Record<string, string>)[type];
  const elements = text === undefined ? null : readElements(type, text);
  elementsByType.set(type, elements);
  return elements;
}

const requiredByType = new Map<string, readonly string[]>();

/** What must be there, choices by the name of the choice. */
export function requiredOf(type: string): readonly string[] {
  const known = requiredByType.get(type);
  if (known !== undefined) return known;
  const elements = [...(elementsOf(type)?.values() ?? [])].filter(({ isRequired }) => isRequired);
  const names = [...new Set(elements.map(({ name, choice }) => choice ?? name))];
  requiredByType.set(type, names);
  return names;
}

/** What every type, every element with parts and every resource has beside what the table lists for it. */
const common = 'extension:Extension*';
const ofParts = 'id:string modifierExtension:Extension*';
const ofResources =
  'id:id meta:Meta implicitRules:uri language:code text:Narrative contained:Resource* modifierExtension:Extension*';

function readElements(type: string, text: string): ReadonlyMap<string, FhirElement> {
  const inherited = resources.has(type) ? ofResources : ofParts;
  const elements = new Map<string, FhirElement>();
  for (const item of `${common} ${inherited} ${text}`.split(' ')) {
    for (const element of readElement(type, item)) elements.set(element.name, element);
  }
  return elements;
}

/** `name:type`; behind the type `(A,B)` what a reference may be to, `@set` its codes, `*` a list, `!` required. */
function readElement(parent: string, item: string): FhirElement[] {
  const match = /^([^:]+):(\*|[^@*!]+)(?:@([^*!]+))?(\*)?(!)?$/.exec(item);
  if (match === null) return [];
  const [, name = '', types = '', codes, many, required] = match;
  const base = { isArray: many !== undefined, isRequired: required !== undefined, codes: codesOf(codes) };
  const each = (types === '*' ? openTypes : types.split('|')).map(readType);
  if (!name.endsWith('[x]'))
    return each.map(({ type, targets }) => ({
      ...base,
      name,
      type: typeOf(parent, name, type),
      choice: null,
      targets,
    }));
  const stem = name.slice(0, -3);
  return each.map(({ type, targets }) => ({
    ...base,
    name: stem + type[0]?.toUpperCase() + type.slice(1),
    type,
    choice: name,
    targets,
  }));
}

function readType(text: string): Pick<FhirElement, 'type' | 'targets'> {
  const [type = '', targets] = text.split(/[()]/);
  return { type, targets: targets?.split(',') ?? null };
}

function typeOf(parent: string, name: string, type: string): string {
  if (type === '+') return `${parent}.${name}`;
  return type.startsWith('#') ? type.slice(1) : type;
}

/** FHIR R4, 2.24.0.1.1 Open Type Element. */
const openTypes = (
  'base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri url uuid ' +
  'Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration HumanName Identifier Money Period Quantity Range Ratio ' +
  'Reference SampledData Signature Timing ContactDetail Contributor DataRequirement Expression ParameterDefinition RelatedArtifact TriggerDefinition ' +
  'UsageContext Dosage Meta'
).split(' ');

const codeSets = new Map<string, CodeSet>();

function codesOf(name: string | undefined): CodeSet | null {
  if (name === undefined) return null;
  const known = codeSets.get(name);
  if (known !== undefined) return known;
  const codes = new Set((table.codes as Record<string, string>)[name]?.split(' ') ?? []);
  const set = { name, codes, systems: (table.systems as Record<string, string>)[name]?.split(' ') ?? null };
  codeSets.set(name, set);
  return set;
}
