import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildFhirElements, elementsFile } from './build-fhir-elements.ts';

describe("the table of FHIR's elements", () => {
  it('is what its package gives, byte for byte', () => {
    expect(buildFhirElements() === readFileSync(elementsFile, 'utf8')).toBe(true);
  });

  it('has nothing that the package adds to FHIR R4', () => {
    const { resources, types } = JSON.parse(buildFhirElements()) as {
      resources: string;
      types: Record<string, string>;
    };
    expect(resources.split(' ')).not.toContain('SubscriptionStatus');
    expect(types.Meta).toBe(
      'versionId:id lastUpdated:instant source:uri profile:canonical* security:Coding* tag:Coding*',
    );
    expect(types['EvidenceVariable.characteristic']).toContain('definition[x]');
  });
});
