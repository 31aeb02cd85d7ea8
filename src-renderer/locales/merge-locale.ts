/** A locale file as written: texts, or objects of texts whose keys are joined by dots. */
export type LocaleTree = { [key: string]: string | LocaleTree };
export type LocaleTexts = Record<string, string>;

/**
 * One language's texts from its main file and its parts.
 * A key must stand in one file only, so that two authors cannot overrule each other unseen: the later one is reported in `clashes`.
 * A bare `{{count}}` is written out by the language's number format.
 */
export function mergeLocale(trees: readonly LocaleTree[]): { texts: LocaleTexts; clashes: string[] } {
  const texts: LocaleTexts = {};
  const clashes: string[] = [];
  for (const tree of trees) {
    for (const [key, text] of flatten(tree, '')) {
      if (Object.hasOwn(texts, key) && texts[key] !== withNumber(text)) clashes.push(key);
      else texts[key] = withNumber(text);
    }
  }
  return { texts, clashes };
}

function* flatten(tree: LocaleTree, prefix: string): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [prefix + key, value];
    else yield* flatten(value, `${prefix}${key}.`);
  }
}

function withNumber(text: string): string {
  return text.replaceAll(/\{\{\s*count\s*\}\}/g, '{{count, number}}');
}
