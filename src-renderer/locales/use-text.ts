import type { i18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language } from './language.ts';
import type { TextKey } from './text-key.ts';

export type TextParams = Record<string, string | number>;

/**
 * Texts in the language shown. `text('a.key', params)` takes keys known when compiling;
 * `text.from(key, params, fallback)` takes keys that come as data (from the core) and gives the fallback for one it does not know.
 */
export type Text = {
  (key: TextKey, params?: TextParams): string;
  from(key: string, params?: TextParams, fallback?: string): string;
};

export function useText(): Text {
  const { t, i18n } = useTranslation();
  return useMemo(() => toText(t, i18n), [t, i18n]);
}

/** The same texts in another language than the one shown: for what is written to somebody else. */
export function useTextIn(language: Language): Text {
  const { i18n } = useTranslation();
  return useMemo(() => toText(i18n.getFixedT(language), i18n), [i18n, language]);
}

function toText(t: TFunction, i18n: i18n): Text {
  const text = (key: TextKey, params?: TextParams): string => t(key, params ?? {});
  text.from = (key: string, params?: TextParams, fallback?: string): string =>
    i18n.exists(key, params ?? {}) ? t(key, params ?? {}) : (fallback ?? key);
  return text;
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'nb';
}
