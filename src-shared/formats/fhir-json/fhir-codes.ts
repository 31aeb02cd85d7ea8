import type { CodeList } from '../format.ts';
import { findElement } from './fhir-context.ts';
import { codeMeaning } from './fhir-labels.ts';
import { isResourceType } from './r4-types.ts';

/** A step from the root to a value: a property's name, or an element's number in brackets; `resourceType` where the value is a resource. */
export type FhirStep = { name: string; resourceType: string | null };

/** Codes of the required binding of a value; true and false of a boolean; null when FHIR sets none, or too many to list. */
export function listFhirCodes(rootType: string | null, steps: readonly FhirStep[]): CodeList | null {
  let type = rootType;
  let codes: ReadonlySet<string> | null = null;
  for (const { name, resourceType } of steps) {
    if (type === null) return null;
    if (!name.startsWith('[')) {
      const element = findElement(type, name);
      type = element?.type ?? null;
      codes = element?.codes?.codes ?? null;
    }
    if (resourceType !== null && isResourceType(resourceType)) type = resourceType;
  }
  if (type === 'boolean') return closed(['true', 'false']);
  return codes === null ? null : closed(codes);
}

function closed(codes: Iterable<string>): CodeList {
  return { codes: new Map([...codes].map((code) => [code, codeMeaning(code)])), isOpen: false };
}
