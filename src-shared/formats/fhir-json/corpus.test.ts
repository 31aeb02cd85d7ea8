import { describe, expect } from 'vitest';
import { createCorpus } from '../../../test/corpus.ts';
import { allLeaves, allNodes, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { detectFormat } from '../index.ts';
import { fhirFormat } from './fhir-format.ts';

const options = { statedEncoding: null };
const corpus = createCorpus('fhir', ['.json']);

/** Every leaf of a parsed value with its path, as the format writes paths. */
function leavesOf(value: unknown, path: string): [string, string][] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((each, index) => leavesOf(each, `${path}[${index}]`));
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, each]) => leavesOf(each, path === '' ? name : `${path}.${name}`));
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}

describe('fhir corpus', () => {
  corpus.it('is taken for FHIR and read without a problem', (files) => {
    for (const { name, bytes } of files) {
      expect(detectFormat(bytes), name).toBe('fhir-json');
      expect(fhirFormat.parse(bytes, options).problems, name).toEqual([]);
    }
  });

  corpus.it('has the values that JSON.parse gives, inside the parents they belong to', (files) => {
    for (const { name, bytes } of files) {
      const nodes = fhirFormat.parse(bytes, options).nodes;
      const wanted = leavesOf(JSON.parse(Buffer.from(bytes).toString()), '');
      // A number is shown as written, which JSON.parse may write otherwise.
      const found = allLeaves(nodes).map(({ path, text }) => [path, text]);
      expect(found.length, name).toBe(wanted.length);
      for (const [index, [path, text]] of wanted.entries()) {
        const [foundPath, foundText] = found[index] ?? [];
        expect(foundPath, name).toBe(path);
        expect(foundText === text || Number(foundText) === Number(text), `${name} ${path}`).toBe(true);
      }
      for (const node of allNodes(nodes))
        for (const child of node.children())
          expect(child.span[0] >= node.span[0] && child.span[1] <= node.span[1], child.path).toBe(true);
    }
  });

  corpus.it('is unchanged by writing every value as it is', (files) => {
    for (const { name, bytes } of files) {
      const leaves = allLeaves(fhirFormat.parse(bytes, options).nodes).filter((_, index) => index % 7 === 0);
      const result = fhirFormat.splice(
        bytes,
        leaves.map(({ path, text }) => ({ path, text: text ?? '' })),
        options,
      );
      expect(result.kind === 'spliced' && Buffer.from(result.bytes).equals(bytes), name).toBe(true);
    }
  });

  corpus.it('changes only the value that is edited', (files) => {
    for (const { name, bytes } of files) {
      const before = allLeaves(fhirFormat.parse(bytes, options).nodes);
      const leaf = before.findLast(({ span }) => bytes[span[0] - 1] === 0x22);
      const result = fhirFormat.splice(bytes, [{ path: leaf?.path ?? '', text: 'ny "verdi" \\ æ\n' }], options);
      if (result.kind === 'rejected') throw new Error(`${name} ${result.reason}`);
      expectOnlyReportedChanges(bytes, result);
      const after = allLeaves(fhirFormat.parse(result.bytes, options).nodes);
      expect(after.filter(({ text }, index) => text !== before[index]?.text).map(({ text }) => text)).toEqual([
        'ny "verdi" \\ æ\n',
      ]);
    }
  });

  corpus.it('masks names, numbers, dates and addresses of patients and leaves practitioners open', (files) => {
    for (const { name, bytes } of files) {
      const bundle = JSON.parse(Buffer.from(bytes).toString()) as {
        entry?: { resource?: { resourceType?: string } }[];
      };
      const masks = new Map(
        allLeaves(fhirFormat.parse(bytes, options).nodes).map(({ path, maskAs }) => [path, maskAs]),
      );
      for (const [index, entry] of (bundle.entry ?? []).entries()) {
        const type = entry.resource?.resourceType;
        for (const [path, maskAs] of masks) {
          const inside = path.startsWith(`entry[${index}].resource.`)
            ? path.replace(/^entry\[\d+\]\.resource\./, '')
            : '';
          if (
            /^(name\[\d+\]\.(family|given|text)|birthDate|address\[\d+\]\.(line|city)|telecom\[\d+\]\.value)/.test(
              inside,
            )
          )
            expect(maskAs !== null, `${name} ${path}`).toBe(type === 'Patient' || type === 'RelatedPerson');
        }
      }
    }
  });
});
