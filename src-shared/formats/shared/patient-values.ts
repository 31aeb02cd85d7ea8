import type { FormatNode, ParsedMessage, PatientValue } from '../format.ts';
import { escapePattern } from './escape-pattern.ts';

/** Every value of the message that is patient data by its place or its form, as a person reads it, each once. */
export function readPatientValues(parsed: { nodes: readonly FormatNode[] }): PatientValue[] {
  const values = new Map<string, PatientValue>();
  visitNodes(parsed.nodes, (leaf) => {
    if (leaf.hasChildren) return;
    const text = leaf.text?.trim() ?? '';
    if (leaf.maskAs !== null && text !== '' && !leaf.isExplicitNull) values.set(text, { kind: leaf.maskAs, text });
  });
  return [...values.values()];
}

/**
 * The values to take out of texts about the message, in every form they are likely to stand there:
 * a birth date also as `05.12.1985`, `1985-12-05` and `051285`, a national number also in two parts.
 * Single letters, short codes and years are left out: they would take out ordinary words.
 */
export function patientValues(parsed: ParsedMessage): string[] {
  const values = readPatientValues(parsed);
  // Names and numbers first, should a message hold more than can be searched for.
  return [...values.filter(({ kind }) => kind !== 'text'), ...values.filter(({ kind }) => kind === 'text')]
    .flatMap(formsOf)
    .slice(0, maxValues);
}

/**
 * Finds any of the values: short ones and short numbers only as a whole, others also inside a longer word. Null when there is none to find.
 * Of any input: only the first `maxValues` are searched for, and a value longer than `maxValueLength` is found by its
 * beginning and taken to the end of its line.
 */
export function createValuePattern(values: readonly string[]): RegExp | null {
  const wanted = new Set<string>();
  for (const value of values) {
    if (wanted.size === maxValues) break;
    const trimmed = value.trim();
    // No more than is searched for is kept and compared: a value may be a whole document.
    if (trimmed.length > 1) wanted.add(trimmed.slice(0, maxValueLength + 1));
  }
  if (wanted.size === 0) return null;
  const longestFirst = [...wanted].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(patternOf).join('|'), 'giu');
}

function patternOf(head: string): string {
  const isCut = head.length > maxValueLength;
  // Half a surrogate pair at the cut would find nothing, and a space there asks for one that may stand after a line break.
  const value = isCut
    ? head
        .slice(0, maxValueLength)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()
    : head;
  const body = value.split(/\s+/).map(escapePattern).join('\\s+');
  if (isCut) return `${body}[^\\r\\n]*`;
  return value.length < 6 || /^\d{1,8}$/.test(value) ? `(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])` : body;
}

/** Calls `visit` for every node, in order, without recursion on the depth of a message that a stranger wrote. */
export function visitNodes(nodes: readonly FormatNode[], visit: (node: FormatNode) => void): void {
  const open = nodes.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    visit(node);
    if (node.hasChildren) for (const child of node.children().toReversed()) open.push(child);
  }
}

/** Enough for a message about a family; each one costs time in every text that is searched. */
const maxValues = 2000;

/** A longer value is prose or a document: it is not repeated word for word elsewhere. */
const maxValueLength = 120;

/** The forms in which one value is likely to stand in other texts; none for values too short to be told from ordinary words. */
export function formsOf({ kind, text }: PatientValue): string[] {
  if (kind === 'date') return dateForms(text);
  if (kind === 'fnr' || kind === 'dnr' || kind === 'hnr' || kind === 'fhn') {
    const digits = text.replace(/\D/g, '');
    return [text, digits, `${digits.slice(0, 6)} ${digits.slice(6)}`];
  }
  if (text.length > maxValueLength) return [];
  const isShort = text.length < (kind === 'name' ? 2 : kind === 'id' || kind === 'phone' ? 3 : 4);
  if (isShort) return [];
  return kind === 'name' ? [text, ...partsOfName(text)] : [text];
}

/** `Blomst, Vakker` also stands as `Vakker Blomst`. Two letters are too often a word between names. */
function partsOfName(name: string): string[] {
  const parts = name.split(/[\s,]+/).filter((part) => part.length > 2);
  return parts.length > 1 ? parts : [];
}

function dateForms(text: string): string[] {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text);
  if (match === null) return text.length < 6 ? [] : [text];
  const [, year = '', month = '', day = ''] = match;
  const short = `${day}${month}${year.slice(2)}`;
  return [
    text,
    `${year}${month}${day}`,
    `${year}-${month}-${day}`,
    `${day}.${month}.${year}`,
    `${day}${month}${year}`,
    `${Number(day)}.${Number(month)}.${year}`,
    short,
  ];
}
