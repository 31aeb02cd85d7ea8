import en from '../../../src-shared/texts/unit-words.en.json' with { type: 'json' };
import nb from '../../../src-shared/texts/unit-words.nb.json' with { type: 'json' };
import nn from '../../../src-shared/texts/unit-words.nn.json' with { type: 'json' };

export type ReportLanguage = 'nb' | 'nn' | 'en';
const textsByLanguage: Record<ReportLanguage, Readonly<Record<string, string>>> = { nb, nn, en };
const localesByLanguage: Record<ReportLanguage, string[]> = {
  nb: ['nb-NO', 'no'],
  nn: ['nn-NO', 'nb-NO', 'no'],
  en: ['en-GB'],
};

/** What the report says in one language, and how it writes numbers and days. */
export function reportWords(language: ReportLanguage) {
  const texts = textsByLanguage[language];
  const locales = localesByLanguage[language];
  const days = new Intl.DateTimeFormat(locales, { dateStyle: 'short' });
  const numbers = new Intl.NumberFormat(locales, { maximumFractionDigits: 1 });
  return {
    language,
    number: (value: number): string => numbers.format(value),
    day: (at: number): string => days.format(at),
    text: (key: string, params: Readonly<Record<string, string>> = {}): string =>
      (texts[key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? ''),
  };
}

export type ReportWords = ReturnType<typeof reportWords>;
