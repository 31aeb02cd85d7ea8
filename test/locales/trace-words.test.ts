import { describe, expect, it } from 'vitest';
import { failureKinds } from '../../src-shared/domain/failure-kind.ts';
import { answerCodes } from '../../src-shared/domain/trace/answer-codes.ts';
import { adviceOf, conclusionCodes, limits } from '../../src-shared/domain/trace/conclusion.ts';
import { conclusionKey, tellKey } from '../../src-shared/domain/trace/story-keys.ts';
import { baseOf, languages, readLocale } from './locale-files.ts';

const abouts = ['answer', 'order'] as const;
const causes = [null, ...conclusionCodes, 'overwritten'] as const;

/** What is said on the phone: the conclusion, whether to send again, what to tell the ward. */
const spoken = /^trace\.(conclusion|advice|tell)\./;

function sentencesOf(texts: Record<string, string>): { key: string; words: number }[] {
  return Object.entries(texts)
    .filter(([key]) => spoken.test(key))
    .flatMap(([key, text]) =>
      text
        .replaceAll(/\{\{.*?\}\}/g, 'X')
        .split(/[.!?:]\s+|[.!?]$/)
        .filter((sentence) => sentence.trim() !== '')
        .map((sentence) => ({ key, words: sentence.trim().split(/\s+/).length })),
    );
}

describe.each(languages)('what is told on the phone in %s', (language) => {
  const { texts } = readLocale(language);
  const bases = new Set(Object.keys(texts).map(baseOf));

  it('has a sentence for each conclusion, whatever it is about and whatever caused it', () => {
    const keys = conclusionCodes.flatMap((code) =>
      abouts.flatMap((about) =>
        causes.flatMap((cause) => {
          const said = { code, about, cause, delivery: null, message: 0 };
          return [conclusionKey(said), tellKey(said), `trace.advice.why.${adviceOf(code, said).why}`];
        }),
      ),
    );
    const known = keys.filter((key) => !key.startsWith('trace.advice.why.order-') || isSaidOfOrders(key));
    expect([...new Set(known)].filter((key) => !bases.has(key))).toEqual([]);
  });

  it('explains every kind of failure, every code of a receiver and every limit', () => {
    const keys = [
      ...failureKinds.map((kind) => `trace.conclusion.cause.${kind}`),
      ...Object.entries(answerCodes).flatMap(([family, codes]) => codes.map((code) => `trace.code.${family}.${code}`)),
      ...limits.map((limit) => `trace.limit.${limit}`),
    ];
    expect(keys.filter((key) => !bases.has(key))).toEqual([]);
  });

  it('is in sentences of fewer than 15 words on average, and of 22 at most', () => {
    const sentences = sentencesOf(texts);
    const total = sentences.reduce((sum, { words }) => sum + words, 0);
    expect(sentences.length).toBeGreaterThan(150);
    expect(total / sentences.length).toBeLessThan(15);
    expect(sentences.filter(({ words }) => words > 22)).toEqual([]);
  });

  it('says of every receipt that reading cannot be seen', () => {
    const cannot = { nb: /kan vi ikke se/, nn: /kan vi ikkje sjå/, en: /cannot be seen/ }[language];
    for (const code of ['receipted', 'preliminary-only', 'withdrawn'])
      expect(texts[`trace.conclusion.answer.${code}`]).toMatch(cannot);
  });

  it('calls nothing delivered', () => {
    const bare = /\b(delivered|levert|avlevert)\b/i;
    expect(Object.entries(texts).filter(([key, text]) => key.startsWith('trace.') && bare.test(text))).toEqual([]);
  });
});

/** The core gives reasons of their own only to what it says of orders without an answer. */
function isSaidOfOrders(key: string): boolean {
  const code = key.replace('trace.advice.why.order-', '');
  return conclusionKey({ code: codeOf(code), about: 'order', cause: null, delivery: null, message: 0 }).startsWith(
    'trace.conclusion.order.',
  );
}

function codeOf(name: string) {
  return conclusionCodes.find((code) => code === name) ?? 'receipted';
}
