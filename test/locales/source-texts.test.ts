import { describe, expect, it } from 'vitest';
import { baseOf, readLocale } from './locale-files.ts';
import { readRendererSources, readSourceTexts } from './source-texts.ts';

const sources = readRendererSources();
const keys = Object.keys(readLocale('en').texts);
const bases = new Set(keys.map(baseOf));

describe("the console's sources", () => {
  it('are read: a good number of files and of keys', () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(sources.flatMap((source) => source.keys).length).toBeGreaterThan(200);
  });

  it('name no key that has no text', () => {
    const missing = sources.flatMap(({ path, keys: named }) =>
      named.filter((key) => !bases.has(key)).map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('put together only keys of which some have a text', () => {
    const missing = sources.flatMap(({ path, patterns }) =>
      patterns
        .filter((pattern) => ![...bases].some((key) => pattern.test(key)))
        .map((pattern) => `${path}: ${pattern}`),
    );
    expect(missing).toEqual([]);
  });

  it('hold no text of their own', () => {
    expect(sources.flatMap(({ path, literals }) => literals.map((literal) => `${path}: ${literal}`))).toEqual([]);
  });
});

describe('the reading of texts in a source', () => {
  const read = (jsx: string) => readSourceTexts('a.tsx', `export const a = ${jsx};`);

  it('finds a word between tags', () => {
    expect(read('<p>Hello</p>').literals).toEqual(['Hello']);
  });

  it('finds a word in an attribute that is read aloud', () => {
    expect(read('<p aria-label="Close it" className="Wide box" />').literals).toEqual(['Close it']);
  });

  it('finds keys named outright and in a choice', () => {
    expect(read("text(is ? 'a.b' : 'a.c')").keys).toEqual(['a.b', 'a.c']);
  });

  it('finds keys put together', () => {
    expect(read(['text(`a.', '{b}`)'].join('$')).patterns[0]?.test('a.something')).toBe(true);
  });
});
