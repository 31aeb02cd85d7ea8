import type { Format } from '../format.ts';
import { emptySummary } from '../shared/empty-summary.ts';
import { isUtf16, openJson } from './json-document.ts';
import { indexJson } from './json-index.ts';
import type { JsonScheme } from './json-nodes.ts';
import { findJsonPlaces } from './json-places.ts';
import { isBlank } from './json-scan.ts';
import { type JsonSpliceRules, spliceJson } from './json-splice.ts';
import { parseJsonMessage } from './parse-json.ts';

/** What the values mean is not known here: every one counts as patient data and as clinical. */
const unknownScheme: JsonScheme<null> = {
  root: () => null,
  below: () => null,
  describe: () => ({ label: null, maskAs: 'text', clinical: true, content: 'value', dataType: null, meaning: null }),
  maskOf: () => 'text',
  isOpen: () => true,
};

const rules: JsonSpliceRules<null> = { scheme: unknownScheme, allowsEmpty: true, kindOfNew: () => 'string' };

/** JSON of which no more is known than its form, as brokers' envelopes. */
export const jsonFormat: Format = {
  id: 'json',
  detect: detectJson,
  parse: (body, options) => parseJsonMessage(openJson(body, options), 'json', unknownScheme),
  splice: (body, edits, options) => spliceJson(body, edits, { options, rules }),
  summary: () => emptySummary('json'),
  measurements: () => [],
  validate: () => [],
  places: findJsonPlaces,
};

/** Begins as an object with a name or an array with a value, in UTF-8 or UTF-16. Of `[` alone other texts begin, too. */
function detectJson(head: Uint8Array): number {
  const text = isUtf16(head) ? head.filter((byte) => byte !== 0 && byte < 0x80) : head;
  let at = text[0] === 0xef && text[1] === 0xbb ? 3 : 0;
  while (isBlank(text[at])) at += 1;
  if (text[at] !== 0x7b && text[at] !== 0x5b) return 0;
  const start = text.subarray(at, at + 400);
  const { problems } = indexJson(start);
  const firstAt =
    problems.find(({ rule }) => rule !== 'json.cut-off' && rule !== 'json.comment')?.span[0] ?? start.length;
  return firstAt > 2 || firstAt === start.length ? 0.7 : 0;
}
