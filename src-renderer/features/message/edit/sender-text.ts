import type { MessageHeader } from '../../../../src-shared/domain/message.ts';
import type { Language } from '../../../locales/language.ts';
import type { Text } from '../../../locales/use-text.ts';

/** What the sender is told: ids, names of systems and of the place; no value of the message. `label`: the place's name, `wrong`: a finding's sentence. */
export type SenderTextFacts = {
  language: Language;
  header: MessageHeader;
  format: string;
  path: string;
  label: string | null;
  wrong: readonly string[];
};

/**
 * The text for whoever sent the message, in the language of `text`: which message, which place, what is wrong, and that they must correct it and send
 * it anew, each format with its own mark for a correction.
 */
export function senderText(text: Text, { language, header, format, path, label, wrong }: SenderTextFacts): string {
  const unknown = text('senderText.unknown');
  const { messageControlId, messageType, sender, receiver, messageAt } = header;
  const lines = [
    text('senderText.subject', { id: messageControlId ?? unknown }),
    '',
    text('senderText.greeting'),
    '',
    text('senderText.message'),
    text('senderText.id', { id: messageControlId ?? unknown }),
    text('senderText.type', { type: messageType ?? unknown }),
    messageAt === null ? text('senderText.sentUnknown') : text('senderText.sent', { at: timeIn(language, messageAt) }),
    text('senderText.from', { sender: sender ?? unknown, receiver: receiver ?? unknown }),
    '',
    text('senderText.place', { place: [path, label].filter(Boolean).join(' – ') }),
    ...(wrong.length === 0 ? [text('senderText.look')] : wrong.map((each) => text('senderText.wrong', { each }))),
    '',
    text('senderText.why'),
    text(`senderText.how.${howOf(format)}`),
    text('senderText.answer'),
  ];
  return lines.join('\n');
}

const locales: Record<Language, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

/** By the clock of the country, with its name: the sender may read it elsewhere. */
function timeIn(language: Language, at: number): string {
  const style = { dateStyle: 'medium', timeStyle: 'long', timeZone: 'Europe/Oslo' } as const;
  return new Intl.DateTimeFormat(locales[language], style).format(at);
}

function howOf(format: string): 'hl7' | 'kith' | 'fhir' | 'other' {
  switch (format) {
    case 'hl7v2':
      return 'hl7';
    case 'kith-xml':
      return 'kith';
    case 'fhir-json':
      return 'fhir';
    default:
      return 'other';
  }
}
