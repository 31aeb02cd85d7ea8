import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { createCorpus } from '../../../test/corpus.ts';
import { allLeaves, allNodes, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { maskMessage } from '../shared/mask.ts';
import { readPatientValues } from '../shared/patient-values.ts';
import { hl7v2Format } from './hl7v2-format.ts';

const options = { statedEncoding: null };
const corpus = createCorpus('hl7v2', ['.hl7']);

describe('hl7v2 corpus', () => {
  corpus.it('finds as many segments as there are lines', (files) => {
    for (const { name, bytes } of files) {
      const lines = Buffer.from(bytes)
        .toString('latin1')
        .split(/[\r\n]+/)
        .filter((line) => line !== '');
      expect(hl7v2Format.parse(bytes, options).partCount, name).toBe(lines.length);
    }
  });

  corpus.it('gives every place a path of its own, inside the place above it', (files) => {
    for (const { name, bytes } of files) {
      const nodes = allNodes(hl7v2Format.parse(bytes, options).nodes);
      expect(new Set(nodes.map((node) => node.path)).size, name).toBe(nodes.length);
      for (const node of nodes) {
        for (const child of node.children()) {
          expect(child.span[0], `${name} ${child.path}`).toBeGreaterThanOrEqual(node.span[0]);
          expect(child.span[1], `${name} ${child.path}`).toBeLessThanOrEqual(node.span[1]);
        }
      }
    }
  });

  corpus.it('is recognised and summarised, and has a control id wherever MSH-10 is not empty', (files) => {
    for (const { name, bytes } of files) {
      expect(hl7v2Format.detect(bytes.subarray(0, 4096)), name).toBeGreaterThanOrEqual(0.5);
      const { header } = hl7v2Format.summary(bytes, options);
      const line = /MSH(.)[^\r\n]*/.exec(Buffer.from(bytes).toString('latin1'));
      const controlId = line?.[0].split(line[1] ?? '|')[9] ?? '';
      expect(header.messageControlId !== null, name).toBe(controlId.trim() !== '');
      expect(() => hl7v2Format.measurements(bytes, options), name).not.toThrow();
    }
  });

  corpus.it('is unchanged by no edit and by an edit to what is there', (files) => {
    for (const { name, bytes } of files) {
      const leaves = allLeaves(hl7v2Format.parse(bytes, options).nodes).filter(isEditable);
      const edits = leaves.slice(0, 40).map(({ path, text }) => ({ path, text: text ?? '' }));
      for (const result of [hl7v2Format.splice(bytes, [], options), hl7v2Format.splice(bytes, edits, options)]) {
        expect(result.kind === 'spliced' && Buffer.from(result.bytes).equals(bytes), name).toBe(true);
      }
    }
  });

  corpus.it('changes only the reported spans when one value is edited', (files) => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'Z', '9', ' ', '|', '^', '~', '\\', '&', '#', '\r', '\n'),
      maxLength: 12,
    });
    for (const { name, bytes } of files) {
      const leaves = allLeaves(hl7v2Format.parse(bytes, options).nodes).filter(isEditable);
      const check = fc.property(fc.nat({ max: Math.max(0, leaves.length - 1) }), text, (index, value) => {
        const path = leaves[index]?.path ?? '';
        const result = hl7v2Format.splice(bytes, [{ path, text: value }], options);
        if (result.kind === 'rejected') return result.reason === 'separator';
        expectOnlyReportedChanges(bytes, result);
        const written = allNodes(hl7v2Format.parse(result.bytes, options).nodes).find((node) => node.path === path);
        return written?.text === value;
      });
      if (leaves.length > 0) fc.assert(check, { numRuns: 5, verbose: name.length > 0 });
    }
  });

  corpus.it('shows no name and no number of the patient when masked', (files) => {
    let checkedCount = 0;
    for (const { name, bytes } of files) {
      const parsed = hl7v2Format.parse(bytes, options);
      const { text, nodes } = maskMessage(bytes, parsed);
      const shown = `${text}\n${allNodes(nodes)
        .map((node) => node.text ?? '')
        .join('\n')}`;
      const numbers = new Set(shown.match(/\d+/g));
      for (const { kind, text: value } of readPatientValues(parsed)) {
        if (kind === 'text' || kind === 'address' || value.length < 8) continue;
        checkedCount += 1;
        // A shorter number may be a part of another number by chance.
        expect(/^\d+$/.test(value) ? numbers.has(value) : shown.includes(value), `${name} ${kind}`).toBe(false);
      }
    }
    expect(checkedCount).toBeGreaterThan(files.length);
  });

  corpus.it('is parsed, summarised and measured without an exception when mutated', (files) => {
    const mutation = fc.tuple(
      fc.nat(),
      fc.constantFrom(0x00, 0x0a, 0x0b, 0x0d, 0x1c, 0x22, 0x26, 0x5c, 0x5e, 0x7c, 0x7e, 0xc3, 0xff),
    );
    fc.assert(
      fc.property(
        fc.nat({ max: files.length - 1 }),
        fc.array(mutation, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        (index, mutations, cut) => {
          const bytes = (files[index]?.bytes ?? new Uint8Array()).slice(0, 6000);
          for (const [at, byte] of mutations) bytes[at % bytes.length] = byte;
          const body = bytes.subarray(0, bytes.length - (cut % 50));
          allNodes(hl7v2Format.parse(body, options).nodes);
          hl7v2Format.summary(body, options);
          hl7v2Format.measurements(body, options);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** MSH-1 and MSH-2, and their like, are what the rest is read by; `-0` is what stands in place of a segment id. */
function isEditable({ path }: { path: string }): boolean {
  return /-[1-9]/.test(path) && !/^(\d+\/)?(MSH|FHS|BHS)(\[\d+\])?-[12]$/i.test(path);
}
