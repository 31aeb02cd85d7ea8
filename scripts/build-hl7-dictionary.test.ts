import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildHl7Dictionary } from './build-hl7-dictionary.ts';

const folder = join(import.meta.dirname, '..', 'resources', 'hl7-dictionary');

describe('the HL7 dictionary', () => {
  it('is what its packages give, byte for byte', () => {
    const built = buildHl7Dictionary();
    const committed = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect([...built.keys()].sort()).toEqual(committed.sort());
    for (const [name, text] of built) expect(readFileSync(join(folder, name), 'utf8') === text, name).toBe(true);
  });
});
