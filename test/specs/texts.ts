import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SpecLanguage = 'nb' | 'nn' | 'en';
export type SpecTexts = (key: string, params?: Record<string, string | number>) => string;

const folder = join(process.cwd(), 'src-renderer/locales');
const folders = [join(folder, 'parts'), join(process.cwd(), 'src-shared/texts')];

/** The words the page shows in one language, read from the same files; an unknown key fails the spec. */
export function readTexts(language: SpecLanguage): SpecTexts {
  const parts = folders.flatMap((each) => readdirSync(each).map((name) => join(each, name)));
  const files = [join(folder, `${language}.json`), ...parts.filter((path) => path.endsWith(`.${language}.json`))];
  const texts: Record<string, string> = Object.assign(
    {},
    ...files.map((file) => JSON.parse(readFileSync(file, 'utf8'))),
  );
  return (key, params = {}) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`No text "${key}" in ${language}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
  };
}
