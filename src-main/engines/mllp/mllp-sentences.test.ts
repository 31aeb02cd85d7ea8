import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorConditions } from './mllp-errors.ts';
import { ackCodes } from './mllp-mapping.ts';
import { mllpSentences } from './mllp-sentences.ts';

const parametersOf = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]);

describe('the sentences of the MLLP adapter', () => {
  it.each(['en', 'nb', 'nn'])(
    'are all there in %s, with every code and error condition, and no parameter that nobody fills',
    (language) => {
      const path = join(import.meta.dirname, `../../../src-shared/texts/engine.${language}.json`);
      const texts = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
      for (const [key, text] of Object.entries(mllpSentences)) {
        const translation = texts[key] ?? texts[`${key}_other`];
        expect([key, typeof translation]).toEqual([key, 'string']);
        const unfilled = parametersOf(translation ?? '').filter((name) => !parametersOf(text).includes(name));
        expect([key, unfilled]).toEqual([key, []]);
      }
      for (const code of ackCodes) expect(Object.keys(texts)).toContain(`engine.ack.${code}`);
      for (const code of errorConditions) {
        expect(parametersOf(texts[`engine.ack.error.${code}`] ?? '{{missing}}')).toEqual([]);
        expect(parametersOf(texts[`engine.ack.error.${code}_place`] ?? '')).toEqual(['place']);
      }
    },
  );
});
