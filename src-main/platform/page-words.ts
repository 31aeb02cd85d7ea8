export type PageLanguage = 'nb' | 'nn' | 'en';

const localesByLanguage: Record<PageLanguage, string[]> = {
  nb: ['nb-NO', 'no'],
  nn: ['nn-NO', 'nb-NO', 'no'],
  en: ['en-GB'],
};
const hourByLanguage: Record<PageLanguage, string> = { nb: 't', nn: 't', en: 'h' };

/** What a page to print says in one language, and how it writes numbers and local times. A key without a text stands for itself. */
export function pageWords(language: PageLanguage, texts: Readonly<Record<string, string>>) {
  const locales = localesByLanguage[language];
  const times = new Intl.DateTimeFormat(locales, { dateStyle: 'short', timeStyle: 'medium' });
  const number = (value: number): string => new Intl.NumberFormat(locales, { maximumFractionDigits: 1 }).format(value);
  const time = (at: number): string => times.format(at).replace(',', '');
  const write = (value: string | number, format: string | undefined): string => {
    if (typeof value === 'string') return value;
    return format === 'time' ? time(value) : number(value);
  };
  return {
    language,
    number,
    time,
    duration: (ms: number): string => durationOf(ms, hourByLanguage[language], number),
    bytes: (size: number): string => (size < 1024 ? `${number(size)} B` : `${number(size / 1024)} KB`),
    text: (key: string, params: Record<string, string | number> = {}): string =>
      (texts[key] ?? key).replaceAll(/\{\{\s*(\w+)\s*(?:,\s*(\w+))?\s*\}\}/g, (_, name: string, format?: string) => {
        const value = params[name];
        return value === undefined ? '…' : write(value, format);
      }),
  };
}

export type PageWords = ReturnType<typeof pageWords>;

/** The two greatest units that matter. */
function durationOf(ms: number, hour: string, number: (value: number) => string): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${number(days)} d ${hours % 24} ${hour}`;
  if (hours > 0) return `${hours} ${hour} ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
