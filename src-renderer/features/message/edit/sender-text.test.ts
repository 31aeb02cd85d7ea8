import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../locales/language.ts';
import en from '../../../locales/parts/edit-page.en.json';
import nb from '../../../locales/parts/edit-page.nb.json';
import nn from '../../../locales/parts/edit-page.nn.json';
import type { Text } from '../../../locales/use-text.ts';
import { type SenderTextFacts, senderText } from './sender-text.ts';

const languages: readonly Language[] = ['nb', 'nn', 'en'];
const texts = { nb, nn, en };

beforeAll(async () => {
  const resources = Object.fromEntries(languages.map((each) => [each, { translation: texts[each] }]));
  await i18next.init({ resources, keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false } });
});

function written(language: Language, overrides: Partial<SenderTextFacts> = {}): string {
  const header = {
    messageControlId: 'F-77',
    messageType: 'ORU^R01',
    sender: 'ABL / FJORDSYK',
    receiver: 'JOURNAL / FJORDSYK',
    messageAt: Date.UTC(2026, 10, 22, 9, 15),
  };
  const facts = { language, header, format: 'hl7v2', path: 'OBX-5', label: 'Verdi', wrong: ['No number.'] };
  return senderText(i18next.getFixedT(language) as unknown as Text, { ...facts, ...overrides });
}

describe('the text for the sender', () => {
  it.each(languages)('names message, time, systems, place and fault in %s', (language) => {
    const text = written(language);
    for (const told of ['F-77', 'ORU^R01', 'ABL / FJORDSYK', 'JOURNAL', '10:15', 'OBX-5 – Verdi', 'No number.'])
      expect(text).toContain(told);
    expect(text).not.toMatch(/\{\{|senderText|null/);
  });

  it('is another one in each language', () => {
    expect(new Set(languages.map((each) => written(each))).size).toBe(3);
  });

  it.each([
    ['hl7v2', 'OBR-25'],
    ['kith-xml', 'ServProvId'],
    ['fhir-json', 'entered-in-error'],
    ['xml', 'ny meldings-id'],
  ])('says how a correction is marked in %s', (format, mark) => {
    expect(written('nb', { format })).toContain(mark);
  });

  it('says what is not stated, and asks to look where no fault is known', () => {
    const header = { messageControlId: null, messageType: null, sender: null, receiver: null, messageAt: null };
    expect(written('en', { header, wrong: [] })).toMatch(/Message id: not stated[\s\S]*Please check what stands there/);
  });
});
