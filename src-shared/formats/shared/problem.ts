import type { Problem, Span } from '../format.ts';

/**
 * Every rule a format may report, with its severity and English sentence. The sentence in other languages is under `problems.<rule>` in `locales`.
 * No sentence and no parameter holds content of a message.
 */
export const problemRules = {
  'charset.stated-unknown': ['warning', 'The stated character set is not known here; another one was taken.'],
  'charset.stated-invalid': ['warning', 'Bytes that are not valid in the stated character set.'],
  'charset.stated-differs': [
    'info',
    'The engine gave the text in another character set than the message itself names.',
  ],
  'charset.maybe-utf-8': ['info', 'The message names a single-byte character set, but its bytes look like UTF-8.'],
  'charset.replacement-character': ['error', 'A character was lost before the message came here (U+FFFD).'],
  'hl7.header-missing': ['error', 'The message does not begin with MSH.'],
  'hl7.separators-missing': ['error', 'MSH-1 or MSH-2 is cut off; the standard separators were taken.'],
  'hl7.separators-odd': [
    'warning',
    'MSH-2 has the usual characters in an unusual order or number; each was taken in its usual meaning.',
  ],
  'hl7.separators-repeated': ['error', 'MSH-2 uses one character for two purposes.'],
  'hl7.framing-bytes': [
    'info',
    'Bytes around the message that are not part of it (MLLP frame, byte order mark or blanks).',
  ],
  'hl7.segment-id': ['warning', 'A segment id that is not three capital letters or digits.'],
  'hl7.mixed-terminators': ['warning', 'Segments end in different ways (CR, LF or CRLF).'],
  'hl7.line-feed-terminators': ['info', 'Segments end with LF or CRLF; the standard says CR.'],
  'hl7.null-byte': ['warning', 'The message contains a NUL byte.'],
  'hl7.empty': ['error', 'The message is empty.'],
  'hl7.batch-count': ['warning', 'The batch trailer names another number of messages than are here.'],
  'xml.cut-off': ['error', 'The text ends inside markup.'],
  'xml.unclosed-element': ['error', 'An element is not closed.'],
  'xml.stray-end-tag': ['error', 'An end tag without its start tag.'],
  'xml.stray-less-than': ['warning', 'A less-than sign that begins no markup.'],
  'xml.outside-root': ['error', 'Text or elements outside the root element.'],
  'xml.no-root': ['error', 'No element was found.'],
  'xml.too-deep': ['error', 'Elements are nested deeper than is read here.'],
  'xml.too-many-elements': ['error', 'There are more elements than are read here.'],
  'xml.doctype': ['info', 'A document type declaration; it is not read and nothing in it is expanded.'],
  'text.control-characters': ['info', 'Control characters in the text.'],
  'problems.more': ['info', 'More problems of these kinds are not listed.'],
} as const satisfies Record<string, readonly [Problem['severity'], string]>;

export type ProblemRule = keyof typeof problemRules;

export function createProblem(rule: ProblemRule, span: Span, params: Problem['params'] = {}): Problem {
  const [severity, message] = problemRules[rule];
  return { rule, severity, span, message, params };
}

/** A list that stops growing: garbage must not make a report longer than the message. */
export type ProblemList = { add(rule: ProblemRule, span: Span, params?: Problem['params']): void; items: Problem[] };

const maxProblems = 200;

export function createProblemList(): ProblemList {
  const items: Problem[] = [];
  return {
    items,
    add(rule, span, params) {
      if (items.length < maxProblems) items.push(createProblem(rule, span, params));
      else if (items.length === maxProblems) items.push(createProblem('problems.more', span));
    },
  };
}
