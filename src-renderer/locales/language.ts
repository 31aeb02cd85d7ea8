/** The languages of the console; bokmål is the default. */
export const languages = ['nb', 'nn', 'en'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(value: string | undefined): value is Language {
  return languages.some((each) => each === value);
}
