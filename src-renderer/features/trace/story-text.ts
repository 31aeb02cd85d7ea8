import { tellKey } from '../../../src-shared/domain/trace/story-keys.ts';
import type { Text } from '../../locales/use-text.ts';
import type { Format } from '../../ui/format/use-format.ts';
import { knownSentences } from './story-limits.ts';
import { adviceWhy, conclusionSentences, type Story } from './story-words.ts';

/** The answer as text to keep or send on: nothing of the patient, neither who asked nor what was typed. */
export function storyText(
  { story, caseNumber }: { story: Story; caseNumber: string | null },
  words: { text: Text; format: Pick<Format, 'clock' | 'moment' | 'time'> },
): string {
  const { text, format } = words;
  const { conclusion, asOf } = story;
  const asked = text('trace.answer.asOf', { time: format.time(asOf) });
  const head = caseNumber === null ? asked : `${text('trace.case')} ${caseNumber} · ${asked}`;
  return [
    head,
    '',
    conclusionSentences(story, words).join(' '),
    '',
    text('trace.answer.again'),
    `${text(`trace.advice.${conclusion.sendAgain.answer}`)} ${adviceWhy(conclusion, text)}`,
    '',
    text('trace.answer.tell'),
    text(tellKey(conclusion)),
    '',
    text('trace.answer.known'),
    ...knownSentences(story, words).map((sentence) => `- ${sentence}`),
  ].join('\n');
}
