import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocaleTexts, type LocaleTree, mergeLocale } from '../../src-renderer/locales/merge-locale.ts';

const folder = join(import.meta.dirname, '../../src-renderer/locales');
const sharedFolder = join(import.meta.dirname, '../../src-shared/texts');

export const languages = ['nb', 'nn', 'en'] as const;

/** One language as the console merges it; `clashes` are keys that two files word differently. */
export function readLocale(language: string): { texts: LocaleTexts; clashes: string[] } {
  const partsIn = (place: string) =>
    readdirSync(place)
      .filter((name) => name.endsWith(`.${language}.json`))
      .toSorted()
      .map((name) => join(place, name));
  const paths = [join(folder, `${language}.json`), ...partsIn(join(folder, 'parts')), ...partsIn(sharedFolder)];
  return mergeLocale(paths.map((path) => JSON.parse(readFileSync(path, 'utf8')) as LocaleTree));
}

/** `{{count, number}}` and `{{count}}` alike give `count`; sorted, each once. */
export function parametersOf(text: string): string[] {
  const names = [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].toSorted();
}

export const baseOf = (key: string): string => key.replace(/_(one|other)$/, '');
