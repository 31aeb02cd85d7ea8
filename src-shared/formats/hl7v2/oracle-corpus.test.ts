import { createRequire } from 'node:module';
import { describe, expect } from 'vitest';
import { type CorpusFile, createCorpus } from '../../../test/corpus.ts';
import { allNodes } from '../../../test/formats.ts';
import { hl7v2Format } from './hl7v2-format.ts';

type Value = string | Value[] | { [key: string]: Value } | null;
type Transformed = Record<string, { type: string; data: Record<string, Value> }[]>;
type Reference = { transform(): void; transformed: Transformed };

/** It ships no types. */
const HL7 = createRequire(import.meta.url)('hl7-standard') as new (text: string) => Reference;
const corpus = createCorpus('hl7v2', ['.hl7']);

/**
 * hl7-standard reads plain fields and components of one message with the usual separators correctly; it resolves no escapes,
 * swaps repetitions and subcomponents, and reads batches and odd ids otherwise. Only what it is sound at is compared.
 */
describe('hl7v2 beside hl7-standard', () => {
  corpus.it('reads the same plain fields and components', (files) => {
    let comparedCount = 0;
    for (const file of files.filter(isOrdinary)) {
      const ours = new Map(
        allNodes(hl7v2Format.parse(file.bytes, { statedEncoding: null }).nodes).map((node) => [node.path, node.text]),
      );
      for (const [path, value] of readByReference(file)) {
        comparedCount += 1;
        expect(ours.get(path) ?? '', `${file.name} ${path}`).toBe(value);
      }
    }
    expect(comparedCount).toBeGreaterThan(10_000);
  });
});

function isOrdinary({ bytes }: CorpusFile): boolean {
  const text = new TextDecoder().decode(bytes);
  const lines = text.split(/[\r\n]+/).filter((line) => line !== '');
  const hasPlainIds = lines.every((line) => /^[A-Z][A-Z0-9]{2}\|/.test(line));
  return (
    text.startsWith('MSH|^~\\&|') &&
    lines.length > 1 &&
    hasPlainIds &&
    text.split(/(?:^|[\r\n])(?:MSH|[BF]HS|[BF]TS)\|/).length === 2
  );
}

/** Our paths with the values the library found there. */
function readByReference({ bytes }: CorpusFile): Map<string, string> {
  const reference = new HL7(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  reference.transform();
  const values = new Map<string, string>();
  for (const [id, segments] of Object.entries(reference.transformed)) {
    for (const [index, { data }] of segments.entries()) {
      const segment = index === 0 ? id : `${id}[${index + 1}]`;
      for (const [name, value] of Object.entries(data))
        addValue(values, `${segment}-${name.split('.')[1] ?? ''}`, value);
    }
  }
  return values;
}

function addValue(values: Map<string, string>, path: string, value: Value): void {
  if (/^MSH-[12]$/.test(path)) return;
  if (typeof value === 'string' && !/[&~\\]/.test(value)) values.set(path, value);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  for (const [name, part] of Object.entries(value)) {
    const isPlain = typeof part === 'string' && !/[&~\\]/.test(part);
    if (isPlain) values.set(`${path}[1].${name.split('.')[2] ?? ''}`, part);
  }
}
