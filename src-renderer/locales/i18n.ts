import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { formatBytes, formatDuration, formatNumber, formatTime } from '../ui/format/format.ts';
import { shownTimeZone } from '../ui/format/time-zone.ts';
import { type Language, languages } from './language.ts';
import { type LocaleTree, mergeLocale } from './merge-locale.ts';

const mains = import.meta.glob<LocaleTree>('./{nb,nn,en}.json', { eager: true, import: 'default' });
/** What the command line says too lies where both reach it. */
const parts = import.meta.glob<LocaleTree>(['./parts/*.json', '../../src-shared/texts/*.json'], {
  eager: true,
  import: 'default',
});

/**
 * Starts i18next with every text of every language in memory.
 * Keys are flat (`overview.title`); plurals end in `_one` and `_other`; `{{at, time}}`, `{{ms, duration}}`, `{{n, number}}`
 * and `{{size, bytes}}` are written the way of the language.
 */
export async function startTexts(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: ['nb', 'en'],
    supportedLngs: [...languages],
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(languages.map((each) => [each, { translation: textsOf(each) }])),
    react: { useSuspense: false },
  });
  addFormats();
  document.documentElement.lang = language;
}

export async function switchLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

function textsOf(language: Language): Record<string, string> {
  const main = mains[`./${language}.json`] ?? {};
  const mine = Object.entries(parts).filter(([path]) => path.endsWith(`.${language}.json`));
  return mergeLocale([main, ...mine.map(([, tree]) => tree)]).texts;
}

function addFormats(): void {
  const formatter = i18next.services.formatter;
  const add = (name: string, format: (value: number, language: string) => string) =>
    formatter?.add(name, (value: unknown, lng) =>
      typeof value === 'number' ? format(value, lng ?? 'nb') : String(value ?? ''),
    );
  add('number', formatNumber);
  add('duration', formatDuration);
  add('bytes', formatBytes);
  add('time', (at, language) => formatTime(at, language, shownTimeZone()));
}
