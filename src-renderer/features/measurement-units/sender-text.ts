import type { Language } from '../../locales/language.ts';
import type { Text } from '../../locales/use-text.ts';
import { type FindingRow, nameOf } from './finding-view.ts';

/** What is asked of a sender whose unit is not what the code says: how many messages since when, which unit, and how a report is corrected. */
export function senderTextOf(
  text: Text,
  finding: FindingRow,
  { language, dateOf }: { language: Language; dateOf: (at: number) => string },
): string {
  const { code, codeSystem, unit, expected, messages, firstAt, lastAt } = finding;
  const name = nameOf(finding, language === 'en') ?? text('units.noCode');
  const names = {
    name,
    code: [codeSystem, code].filter((each) => each !== null).join(' ') || text('units.noCode'),
    found: unit ?? text('units.none'),
    expected: expected || text('units.none'),
  };
  return [
    text('units.text.subject', names),
    '',
    text('senderText.greeting'),
    '',
    text('units.text.what', { ...names, count: messages, from: dateOf(firstAt), to: dateOf(lastAt) }),
    expected === null ? text('units.text.noExpected', names) : text('units.text.expected', names),
    text('units.text.notChanged'),
    '',
    text('units.text.ask'),
    `– ${text('units.text.future', names)}`,
    `– ${text('units.text.past')}`,
    '',
    text('units.text.how'),
    `– HL7 v2: ${text('senderText.how.hl7')}`,
    `– KITH XML: ${text('senderText.how.kith')} ${text('units.text.kithRule')}`,
    `– FHIR: ${text('senderText.how.fhir')}`,
    '',
    text('units.text.answer'),
  ].join('\n');
}
