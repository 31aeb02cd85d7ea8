import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../../test/corpus.ts';
import { aBody, aPatientMessage, aRecord } from '../../../test/fakes/store-records.ts';
import { deriveKey } from '../keys/seal.ts';
import { hl7IndexText } from './hl7-index-text.ts';
import { indexTextOf, textOfNodes } from './index-text.ts';
import { createKeyHasher } from './key-hash.ts';
import { openPartitionWriters } from './partition-writers.ts';
import { putFailures } from './put-failures.ts';

const words = (text: string) => new Set(text.split(/[^\p{L}\p{N}_.+-]+/u).filter((word) => word.length > 1));
const options = { statedEncoding: null };

describe('the text for the index', () => {
  it('has the result and not the person', () => {
    const text = indexTextOf(aBody(aPatientMessage));
    expect(text).toContain('NPU03230^Kalium');
    expect(text).not.toMatch(/Testesen|Bjarte|05928512356/);
  });

  it('hides a national number where none is expected', () => {
    const text = indexTextOf(aBody(`${aPatientMessage}NTE|1||Gjelder 05928512356\r`));
    expect(text).not.toContain('05928512356');
  });

  it('hides lines that are torn off and segments that nobody knows', () => {
    const text = indexTextOf(aBody(`${aPatientMessage}Testesen bor i\rZXX|Testesen\r`));
    expect(text).not.toContain('Testesen');
  });

  it('is empty for bytes that are no text and for nothing', () => {
    const binary = new Uint8Array(600).map((_, index) => (index * 7) % 256);
    expect(indexTextOf({ bytes: binary, encoding: null, fidelity: 'wire' })).toBe('');
    expect(indexTextOf({ bytes: new Uint8Array(), encoding: null, fidelity: 'wire' })).toBe('');
  });

  it('decides by the nodes for anything that does not begin with MSH', () => {
    expect(hl7IndexText(new Uint8Array(Buffer.from('<a>MSH</a>')), options)).toBeNull();
    expect(indexTextOf(aBody('<note><to>Testesen</to></note>'))).toBe('<note><to> </to></note>');
  });

  const corpus = createCorpus('hl7v2', ['.hl7', '.txt']);
  corpus.it('never has a word that the nodes hide', (files) => {
    for (const { name, bytes } of files) {
      const quick = hl7IndexText(bytes, options);
      if (quick === null) continue;
      const shown = words(textOfNodes(bytes, options));
      expect(
        [...words(quick)].filter((word) => !shown.has(word)),
        name,
      ).toEqual([]);
    }
  });
});

describe('the text index of a partition', () => {
  it('finds words, phrases and substrings of a body, and nobody by name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vaktbord-index-'));
    const partitions = openPartitionWriters(folder, new Uint8Array(32));
    const context = { partitions, hashKey: createKeyHasher(new Uint8Array(32)), indexText: indexTextOf };
    putFailures(context, { records: [aRecord({}, { body: aBody(aPatientMessage) })], at: 1, rules: [] });
    const { database } = partitions.current(1);
    const find = (table: string, match: string) =>
      database.all(`select rowid from ${table} where ${table} match @match`, { match }).length;
    expect(find('body_word', '"NPU03230"')).toBe(1);
    expect(find('body_word', 'kali*')).toBe(1);
    expect(find('body_trigram', 'ali AND liu')).toBe(1);
    expect(find('body_word', '"NPU NPU03230"')).toBe(0);
    expect(find('body_word', 'Testesen')).toBe(0);
    expect(find('body_trigram', '059')).toBe(0);
    partitions.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('the hash of a patient or order number', () => {
  it('is the beginning of an HMAC-SHA-256', () => {
    const dataKey = new Uint8Array(32).fill(5);
    const expected = createHmac('sha256', deriveKey(dataKey, 'header-keys')).update('patient:Å1').digest();
    expect(Buffer.from(createKeyHasher(dataKey)('patient', 'Å1'))).toEqual(expected.subarray(0, 16));
  });
});
