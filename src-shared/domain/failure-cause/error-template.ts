/** What a piece of an error text was taken for when it was left out of the comparison. */
export const strippedKinds = ['redacted', 'time', 'id', 'number', 'address', 'name', 'value', 'code-place'] as const;
export type StrippedKind = (typeof strippedKinds)[number];

/** Stands for anything that was left out; texts that differ only there are of one cause. */
export const gap = '…';

/**
 * `template`: what is compared, in small letters. `stripped`: what was left out of it, in the order it was recognised, from the redacted text.
 */
export type ErrorTemplate = { template: string; stripped: { what: StrippedKind; from: string }[] };

type Rule = { what: StrippedKind; pattern: RegExp };

/** Private-use characters: no error text has them, so that what is kept and what is left out cannot be confused with the text. */
const [keepOpen, keepClose, gapMark] = ['\ue000', '\ue001', '\ue002'];

/**
 * Places and codes that name the cause although they hold digits: HL7 and KITH places, acknowledgement, HTTP, AppRec and database codes,
 * versions of protocols and character sets. A place with a colon in a segment that repeats is most often its set id, written by a script.
 */
const kept: readonly RegExp[] = [
  /\b(?!(?:OBX|OBR|NTE|DG1|AL1|IN1|NK1|FT1|SPM|TQ1)-\d+:)[A-Z][A-Z0-9]{2}[-.]\d{1,2}(?:[.-]\d{1,2}){0,2}\b/g,
  /(?<=\b(?:HTTP(?:\/\d\.\d)?|status(?: code)?|statuskode|response code)\W{0,3})[1-5]\d\d\b/gi,
  /\b[1-5]\d\d(?= (?:Bad|Unauthorized|Forbidden|Not|Method|Conflict|Gone|Unprocessable|Too|Internal|Bad|Service|Gateway|Insufficient)\b)/g,
  /\b(?:ORA|PLS|TNS|SQL|MUG|REG|DB2)-\d{3,6}\b/g,
  /(?<=\bSQLSTATE\W{0,3})[0-9A-Z]{5}\b/g,
  /\b[ETS]\d{2}\b/g,
  /(?<=\b(?:table|tabell|HL7)\W{0,2})\d{4}\b/gi,
  /(?<=\b(?:error code|feilkode|ERR)\W{0,3})\d{1,4}\b/gi,
  /\b(?:UTF-?(?:8|16|32)|ISO-?8859-?\d{1,2}|windows-125\d|TLSv?1(?:\.\d)?|SSLv\d|SHA-?\d{1,3}|MD5|X\.?509|Base64|HL7v?[23](?!\.)|FHIR R\d|IPv[46])\b/gi,
  /(?<=\bHL7 ?v?)2\.\d(?:\.\d)?\b/gi,
];

const month = '(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cs])[a-zé]*';

/** In this order: what is longest or most certain first. */
const rules: readonly Rule[] = [
  { what: 'redacted', pattern: /["'«“]?\[(?:patient|number|date|name|value|segment|[a-z]+)\]["'»”]?/g },
  {
    what: 'time',
    pattern:
      /(?<![\w.])(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?|\d{1,2}\.\d{1,2}\.\d{2,4}(?: (?:kl\. ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?|\d{1,2}\/\d{1,2}\/\d{2,4}|(?:19|20)\d{10,15}|\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?: ?(?:Z|UTC|CES?T|[+-]\d{2}:?\d{2}))?(?![\w])/g,
  },
  {
    what: 'time',
    pattern: new RegExp(`\\b(?:\\d{1,2}\\.? ${month}(?: \\d{4})?|${month} \\d{1,2}(?:,? \\d{4})?)\\b`, 'gi'),
  },
  { what: 'id', pattern: /\{?\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b\}?/gi },
  { what: 'id', pattern: /\b\d+(?:\.\d+){4,}\b/g },
  { what: 'id', pattern: /(?<=@)[0-9a-f]{5,16}\b/gi },
  { what: 'id', pattern: /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi },
  { what: 'address', pattern: /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g },
  { what: 'address', pattern: /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>)\]]+/gi },
  { what: 'value', pattern: /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^\s?"'<>]*\?)[^\s"'<>)\]]+/gi },
  { what: 'address', pattern: /\/?\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b|\[[0-9a-f:]{3,39}\](?::\d{1,5})?/gi },
  { what: 'address', pattern: /\b(?:[a-z0-9-]+\.)+[a-z]{2,}:\d{1,5}\b|\b[a-z][a-z0-9-]*:\d{2,5}\b/gi },
  { what: 'value', pattern: /(?:[A-Za-z]:\\|(?<![\w.:/\ue002])\/)(?:[^\s"'<>|:\\/]+[\\/])+(?=[^\s"'<>|:\\/]*)/g },
  {
    what: 'code-place',
    pattern:
      /(?<=\b(?:line|linje|lineno|column|col|kolonne|position|posisjon|pos|offset)\b(?: number| nummer)?\W{0,3})\d+/gi,
  },
  { what: 'code-place', pattern: /:\d+(?::\d+)?(?=\)| \(|$)|(?<=#)\d+/gm },
  // Parts joined by hyphens may begin with a capital or be one: Berg-Hansen, P-Glukose, P-CRP.
  {
    what: 'name',
    pattern:
      /(?<=\b(?:patient|pasient(?:en)?|person(?:en)?|lege(?:n)?|doctor|dr\.?|physician|author|rekvirent(?:en)?|requester|name|navn|namn|mr\.?|mrs\.?|for|til|to|fra|frå|from|av|by|hos|med)\b:? )(?:\p{Lu}[\p{Ll}'’]*(?:-\p{L}[\p{L}'’]*)+|\p{Lu}[\p{Ll}'’-]+)(?:,? (?:\p{Lu}\.|\p{Lu}[\p{Ll}'’]*(?:-\p{L}[\p{L}'’]*)+|\p{Lu}[\p{Ll}'’-]+|de|van|von|av)){0,4}(?!\p{L})/gu,
  },
  { what: 'name', pattern: /(?<!\p{L})\p{Lu}\p{Ll}+, \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?(?!\p{L})/gu },
  // Quoted: a value, unless it is a name that a program gives (`nested.property`, `camelCase`, `snake_case`) or a single small word.
  {
    what: 'value',
    pattern:
      /(?:"(?!["'])(?!(?:[a-z_$][\p{L}_$]*(?:\.[\p{L}_$]+)*|[\p{L}]+(?:[._][\p{L}]+)+)")[^"\r\n]{1,200}"|'(?!(?:[a-z_$][\p{L}_$]*(?:\.[\p{L}_$]+)*|[\p{L}]+(?:[._][\p{L}]+)+)')[^'\r\n]{1,200}'(?!\p{L})|«[^»\r\n]{1,200}»|“[^”\r\n]{1,200}”)/gu,
  },
  // A token of letters and digits is a number of something, unless its letters make a word; then only its digits go.
  {
    what: 'id',
    pattern: /(?<![\p{L}\p{N}_])(?=[\p{L}_-]*\d)(?=[\p{N}_-]*\p{L})(?!\p{L}{4})[\p{L}\p{N}_-]*\d[\p{L}\p{N}_-]*/gu,
  },
  {
    what: 'number',
    pattern: /(?<![\p{L}\p{N}_])[-+]?\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?(?:e[-+]?\d+)?%?(?![\p{L}\p{N}_])/gu,
  },
  { what: 'number', pattern: /(?<![\p{L}\p{N}_])\d+(?:[.,]\d+)?(?= ?(?:ms|s|sek|min|h|[kMG]i?B|bytes?)\b)/gu },
  { what: 'number', pattern: /(?<=\p{L}[-_]?)\d+/gu },
];

/** One-liners have 300 characters; what is behind this is not compared. */
const readLength = 2000;

/** @param line the redacted one-liner of a failure */
export function errorTemplate(line: string): ErrorTemplate {
  const stripped: ErrorTemplate['stripped'] = [];
  const keptTexts: string[] = [];
  const keep = (text: string): string =>
    `${keepOpen}${String.fromCodePoint(0xe100 + keptTexts.push(text) - 1)}${keepClose}`;
  let text = line.slice(0, readLength).replace(/[\ue000-\uf8ff]/g, ' ');
  // Dates look like places and codes to the eye of a pattern: they go first.
  for (const rule of rules.slice(0, 3)) text = leaveOut(text, rule, stripped);
  for (const pattern of kept) text = text.replace(pattern, (whole) => keep(whole));
  for (const rule of rules.slice(3)) text = leaveOut(text, rule, stripped);
  const template = text
    .replace(
      new RegExp(`${keepOpen}(.)${keepClose}`, 'g'),
      (_whole, mark: string) => keptTexts[mark.charCodeAt(0) - 0xe100] ?? '',
    )
    .replace(new RegExp(`["'«“]${gapMark}["'»”]`, 'g'), gapMark)
    .replace(new RegExp(`${gapMark}(?:[\\s,;:./|^&~#-]*${gapMark})*`, 'g'), gap)
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return { template, stripped };
}

function leaveOut(text: string, { what, pattern }: Rule, stripped: ErrorTemplate['stripped']): string {
  return text.replace(pattern, (from: string) => {
    if (from === '' || from.includes(gapMark) || from.includes(keepOpen)) return from;
    stripped.push({ what, from });
    return gapMark;
  });
}
