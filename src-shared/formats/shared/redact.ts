import { createValuePattern } from './patient-values.ts';

/**
 * An engine's error text without patient data, rather with too little left than too much: HL7 segments but the technical ones, national numbers,
 * the message's own patient values, birth dates, names in components and quoted or assigned values are replaced by their kind.
 * @param patientValues as `patientValues` gives them for the message the text is about; none when it is not known
 */
export function redactText(text: string, patientValues: readonly string[]): string {
  const pattern = createValuePattern(patientValues);
  const withoutSegments = text.replace(
    segment,
    (_whole, id: string, separator: string) => `${id}${separator}[segment]`,
  );
  const withoutValues = pattern === null ? withoutSegments : withoutSegments.replace(pattern, '[patient]');
  return rules.reduce((current, [rule, replacement]) => current.replace(rule, replacement), withoutValues);
}

/** To the end of its line; engines write that as CR or LF, and in JSON or XML texts as an escape. MSH, MSA and ERR tell what went wrong. */
const segment =
  /(?:(?<![\w|^~&-])|(?<=\\[rn]))(?!MSH|MSA|ERR)([A-Z][A-Z0-9]{2})(\|)(?:(?!\\r|\\n|&#xd;|&#xa;)[^\r\n])*/gi;

const saying =
  'values?|verdi(?:en|er)?|results?|resultat(?:et)?|got|found|received|was|were|input string|string|date|dato|number|nummer|name|navn|namn|patient|pasient(?:en)?|' +
  'identifier|id|invalid|unexpected|unparseable|unknown|ukjent|ukjend|ugyldig|but|not|for';

const rules: readonly (readonly [RegExp, string])[] = [
  [/("[\w.-]{1,60}"\s*:\s*)(?:"[^"\r\n]*"?|[-\d.eE]+)/g, '$1"[value]"'],
  [/(<[A-Za-z][\w:.-]{0,60}(?:\s[^<>]{0,500})?>)[^<\r\n]+(?=<\/)/g, '$1[value]'],
  // 11 digits, also 6 + 5; a longer run of digits is a time or a technical number.
  [/(?<!\d)\d{6}[ \u00a0.-]?\d{5}(?!\d)/g, '[number]'],
  [/(\b(?:born|birth(?:day|date)?|date of birth|dob|født|fødd|fødselsdato)\b\W{0,5})\d[\d./-]{4,9}/giu, '$1[date]'],
  [/(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g, '[date]'],
  [/(?<!\d)(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)\d{2}(?!\d)/g, '[date]'],
  [/(?<!\p{L})\p{L}[\p{L} .'’-]{0,80}(?:\^\p{L}[\p{L} .'’-]{0,80})+(?![\p{L}\p{N}])/gu, '[name]'],
  [
    new RegExp(`((?<!\\[)\\b(?:${saying})\\b[^"'«“\`\\r\\n]{0,20})(["'«“\`])[^"'»”\`\\r\\n]*(["'»”\`]?)`, 'giu'),
    '$1$2[value]$3',
  ],
  [
    /((?<!\[)\b(?:values?|verdi(?:en)?|results?|resultat(?:et)?)\b\s*(?:[:=]|is|was|er|var)\s*)(?!["'«“`[])[^\s,;]+/giu,
    '$1[value]',
  ],
];
