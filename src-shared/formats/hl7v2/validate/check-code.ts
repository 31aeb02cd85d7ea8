import { type MessageScope, type PlaceInMessage, pathOf, readText } from './message-scope.ts';

/** Character sets are judged when the body is read; versions and structures by the header; types of ids and coding systems are anybody's to add. */
const judgedElsewhere = new Set(['0211', '0104', '0354']);
const openTables = new Set(['0203', '0396', '0363', '0300', '0301']);

type Coded = { table: string; text: string };

/** A code against its table: unknown codes of HL7's own tables are errors, of tables that a site may extend remarks. */
export function checkCode(scope: MessageScope, at: PlaceInMessage, { table, text }: Coded): void {
  const found = scope.dictionary?.table(table) ?? null;
  const number = table.padStart(4, '0');
  if (found === null || found.codes.size === 0 || found.codes.has(text) || judgedElsewhere.has(number)) return;
  // Events, types and segments of a site begin with Z in every table.
  if (/^Z/i.test(text) && !found.isUserDefined) return;
  const reference = `HL7 table ${number}`;
  const params = { table: number };
  const upper = text.toUpperCase();
  if (upper !== text && found.codes.has(upper)) {
    const fix = [{ path: pathOf(scope.document, at), text: upper }];
    scope.report({ rule: 'hl7.code-case', at, params, reference, fix });
    return;
  }
  const isOpen = found.isUserDefined || openTables.has(number);
  scope.report({ rule: isOpen ? 'hl7.code-of-site' : 'hl7.code-unknown', at, params, reference });
}

/** CE, CWE, CNE: the code is of the field's table only when its coding system says so, or says nothing and the table is HL7's own. */
export function checkCodedElement(scope: MessageScope, parts: readonly PlaceInMessage[], table: string | null): void {
  const [first, , third] = parts;
  if (first === undefined || first.span[0] === first.span[1]) return;
  const system = third === undefined ? '' : readText(scope.document, third).trim().toUpperCase();
  const stated = /^HL7(\d{4})$/.exec(system)?.[1] ?? null;
  const implied =
    system === '' && table !== null && scope.dictionary?.table(table)?.isUserDefined === false ? table : null;
  const number = stated ?? implied;
  const text = readText(scope.document, first).trim();
  if (number !== null && text !== '""' && text !== '') checkCode(scope, first, { table: number, text });
}
