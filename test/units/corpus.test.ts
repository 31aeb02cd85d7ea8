import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { loadFindings, type UnitFinding } from '../../src-main/platform/units/find-units.ts';
import { detectFormat, formatOf } from '../../src-shared/formats/index.ts';
import { type CorpusFile, createCorpus } from '../corpus.ts';

const findUnits = await loadFindings();
const options = { statedEncoding: null };

/** What is expected: one line for each collection, code, unit and judgement, with why and how many. No value of a message stands in it. */
const golden = readFileSync(join(import.meta.dirname, 'corpus-findings.txt'), 'utf8');

function findIn({ bytes }: CorpusFile): UnitFinding[] {
  return findUnits(formatOf(detectFormat(bytes)).measurements(bytes, options));
}

function writeLines(folder: string, files: readonly CorpusFile[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const collection = file.name.includes('/') ? file.name.slice(0, file.name.indexOf('/')) : file.name;
    for (const finding of findIn(file)) {
      const said = finding.reasons.at(-1) ?? '';
      const reason = said.replace(/\S+/g, (word) => (word === finding.value ? '…' : word));
      const words = [finding.system, finding.code, finding.unit, finding.expected].map((word) => word ?? '-');
      const line = [`${folder}/${collection}`, ...words, finding.judgement, reason].join(' | ');
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
  }
  return [...counts].map(([line, count]) => `${line} | ${count}`).sort();
}

const corpora = [
  ['hl7v2', createCorpus('hl7v2', ['.hl7'])],
  ['kith', createCorpus('kith', ['.xml'])],
  ['fhir', createCorpus('fhir', ['.json'])],
] as const;

describe('findings in the corpus', () => {
  for (const [folder, corpus] of corpora) {
    corpus.it(`are those that were read and kept for ${folder}`, (files) => {
      const kept = golden.split('\n').filter((line) => line.startsWith(`${folder}/`));
      expect(writeLines(folder, files)).toEqual(kept.sort());
      expect(kept.length).toBeGreaterThan(0);
    });

    corpus.it(`leave every message of ${folder} as it was`, (files) => {
      for (const file of files) {
        const before = file.bytes.slice();
        findIn(file);
        expect(Buffer.compare(before, file.bytes), file.name).toBe(0);
      }
    });
  }
});
