import messageEn from '../../../../../src-shared/texts/replay-message.en.json' with { type: 'json' };
import messageNb from '../../../../../src-shared/texts/replay-message.nb.json' with { type: 'json' };
import messageNn from '../../../../../src-shared/texts/replay-message.nn.json' with { type: 'json' };
import stateEn from '../../../../../src-shared/texts/replay-state.en.json' with { type: 'json' };
import stateNb from '../../../../../src-shared/texts/replay-state.nb.json' with { type: 'json' };
import stateNn from '../../../../../src-shared/texts/replay-state.nn.json' with { type: 'json' };
import runEn from '../../../../../src-shared/texts/run.en.json' with { type: 'json' };
import runNb from '../../../../../src-shared/texts/run.nb.json' with { type: 'json' };
import runNn from '../../../../../src-shared/texts/run.nn.json' with { type: 'json' };
import reportEn from '../../../../../src-shared/texts/run-report.en.json' with { type: 'json' };
import reportNb from '../../../../../src-shared/texts/run-report.nb.json' with { type: 'json' };
import reportNn from '../../../../../src-shared/texts/run-report.nn.json' with { type: 'json' };
import wordsEn from '../../../../../src-shared/texts/run-words.en.json' with { type: 'json' };
import wordsNb from '../../../../../src-shared/texts/run-words.nb.json' with { type: 'json' };
import wordsNn from '../../../../../src-shared/texts/run-words.nn.json' with { type: 'json' };

const languages = ['nb', 'nn', 'en'] as const;
export type ReportLanguage = (typeof languages)[number];
type Texts = Readonly<Record<string, string>>;

const textsByLanguage: Record<ReportLanguage, Texts> = {
  nb: { ...messageNb, ...stateNb, ...runNb, ...reportNb, ...wordsNb },
  nn: { ...messageNn, ...stateNn, ...runNn, ...reportNn, ...wordsNn },
  en: { ...messageEn, ...stateEn, ...runEn, ...reportEn, ...wordsEn },
};
const localesByLanguage: Record<ReportLanguage, string[]> = {
  nb: ['nb-NO', 'no'],
  nn: ['nn-NO', 'nb-NO', 'no'],
  en: ['en-GB'],
};
const hourByLanguage: Record<ReportLanguage, string> = { nb: 't', nn: 't', en: 'h' };

/** What a report says in one language, and how it writes numbers and local times. A key without a text stands for itself. */
export function reportWords(language: ReportLanguage) {
  const texts = textsByLanguage[language];
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

export type ReportWords = ReturnType<typeof reportWords>;

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
