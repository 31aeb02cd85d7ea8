import { describe, expect } from 'vitest';
import { createCorpus } from '../../../test/corpus.ts';
import { allLeaves, allNodes, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { xmlFormat } from './xml-format.ts';

const options = { statedEncoding: null };
const corpus = createCorpus('kith', ['.xml']);

describe('xml corpus', () => {
  corpus.it('is read without a problem but where the file is meant to be broken', (files) => {
    for (const { name, bytes } of files) {
      const errors = xmlFormat.parse(bytes, options).problems.filter(({ severity }) => severity === 'error');
      expect(errors.length > 0, name).toBe(name.startsWith('bad_01'));
    }
  });

  corpus.it('is unchanged by writing every value as it is', (files) => {
    for (const { name, bytes } of files) {
      const leaves = allLeaves(xmlFormat.parse(bytes, options).nodes).filter(({ path }) => path.startsWith('/'));
      const editable = leaves.filter(
        ({ path, text }) => xmlFormat.splice(bytes, [{ path, text: text ?? '' }], options).kind === 'spliced',
      );
      const result = xmlFormat.splice(
        bytes,
        editable.map(({ path, text }) => ({ path, text: text ?? '' })),
        options,
      );
      expect(result.kind === 'spliced' && Buffer.from(result.bytes).equals(bytes), name).toBe(true);
      expect(editable.length, name).toBeGreaterThan(leaves.length * 0.9);
    }
  });

  corpus.it('changes only the value that is edited', (files) => {
    for (const { name, bytes } of files.filter((file) => !file.name.startsWith('bad_'))) {
      const nodes = allNodes(xmlFormat.parse(bytes, options).nodes);
      const leaf = nodes.filter(({ hasChildren, path }) => !hasChildren && path.startsWith('/')).at(5);
      const result = xmlFormat.splice(bytes, [{ path: leaf?.path ?? '', text: '<ny & "verdi">' }], options);
      if (result.kind === 'rejected') throw new Error(`${name} ${result.reason}`);
      expectOnlyReportedChanges(bytes, result);
      const after = allNodes(xmlFormat.parse(result.bytes, options).nodes);
      expect(
        after.filter((node, index) => node.text !== nodes[index]?.text).map(({ text }) => text),
        name,
      ).toEqual(['<ny & "verdi">']);
    }
  });
});
