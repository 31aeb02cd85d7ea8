import type { CheckStep } from '../../src-shared/domain/connection.ts';
import en from '../../src-shared/texts/engine.en.json' with { type: 'json' };
import nb from '../../src-shared/texts/engine.nb.json' with { type: 'json' };
import nn from '../../src-shared/texts/engine.nn.json' with { type: 'json' };

export const languages = ['en', 'nb', 'nn'] as const;
export type Language = (typeof languages)[number];

const textsByLanguage: Record<Language, Readonly<Record<string, string>>> = { en, nb, nn };

/**
 * What a step of a connection test found, as the console says it. A key without a text stands for itself: better than nothing to the reader.
 * Numbers are written the way of the language, a number called `…At` as a time (ISO 8601, UTC), so that lines can be compared.
 */
export function sentenceOf(
  { messageKey, params }: Pick<CheckStep, 'messageKey' | 'params'>,
  language: Language,
): string {
  const texts = textsByLanguage[language];
  const plural = `${messageKey}_${params.count === 1 ? 'one' : 'other'}`;
  const text = texts[messageKey] ?? texts[plural] ?? messageKey;
  return text.replaceAll(/\{\{\s*(\w+)\s*(?:,\s*(\w+)[^}]*)?\}\}/g, (whole, name: string, format?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (typeof value === 'string') return value;
    return format === 'time' ? new Date(value).toISOString() : value.toLocaleString(language);
  });
}

export function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text);
}
