import type { Text, TextParams } from '../locales/use-text.ts';

type Told = { rule: string; message: string; params: TextParams; profile?: { message: string | null } | null };

/** A problem in the reader's words: the site's own sentence where its rule has one. */
export function sentenceOf(text: Text, { rule, message, params, profile }: Told): string {
  return profile?.message ?? text.from(`problem.${rule}`, params, message);
}
