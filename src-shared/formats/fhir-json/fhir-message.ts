import type { ParseOptions } from '../format.ts';
import { type JsonDocument, openJson } from '../json/json-document.ts';
import {
  createResolver,
  items,
  listResources,
  type Resolve,
  type Resource,
  rootOf,
  type Spot,
  textAt,
} from './fhir-reader.ts';

/** A message with its resources found. `root` null for a body without a value; `bundleType` null for a single resource. */
export type FhirMessage = {
  document: JsonDocument;
  root: Spot | null;
  bundleType: string | null;
  resources: Resource[];
  resolve: Resolve;
};

export function openFhir(body: Uint8Array, options: ParseOptions): FhirMessage {
  const document = openJson(body, options);
  const root = document.index.isComplete ? rootOf(document) : null;
  const resources = root === null ? [] : listResources(document);
  const bundleType =
    textAt(document, root, 'resourceType') === 'Bundle' ? (textAt(document, root, 'type') ?? '') : null;
  return { document, root, bundleType, resources, resolve: createResolver(resources) };
}

export function ofType({ resources }: FhirMessage, ...types: string[]): Resource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/** What the references of a property mean inside the message. */
export function resolved({ document, resolve }: FhirMessage, from: Resource, name: string): Resource[] {
  return items(document, from, name).flatMap((spot) => {
    const reference = textAt(document, spot, 'reference');
    const found = reference === null ? null : resolve(reference, from);
    return found === null ? [] : [found];
  });
}

/** Of a CodeableConcept its first coding's text, else its own text, else the first code. */
export function conceptText(document: JsonDocument, concept: Spot | null): string | null {
  return (
    textAt(document, concept, 'coding', 'display') ??
    textAt(document, concept, 'text') ??
    textAt(document, concept, 'coding', 'code')
  );
}
