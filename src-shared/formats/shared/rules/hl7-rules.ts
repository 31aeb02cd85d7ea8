import type { RuleTable } from './rule-table.ts';

/** What may be wrong with the form of an HL7 v2 message. */
export const hl7Rules = {
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
  'hl7.file-count': ['warning', 'The file trailer names another number of batches than are here.'],
} as const satisfies RuleTable;
