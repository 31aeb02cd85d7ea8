import type { PatientValue } from '../format.ts';
import { holdsNationalNumber, identifierKind } from '../shared/identifiers.ts';
import {
  isContainer,
  isObject,
  type JsonDocument,
  nameSpan,
  rawText,
  shownName,
  textOf,
  valueSpan,
} from './json-document.ts';
import type { JsonPlace, JsonScheme } from './json-nodes.ts';
import { hasFlag, jsonFlag, jsonKind, kindOf } from './json-tokens.ts';

/**
 * What means a person wherever it stands, each value once, without the nodes that would hold it: in one walk over the values in their order,
 * most of which need not be decoded.
 */
export function readTellingValues<C>(document: JsonDocument, scheme: JsonScheme<C>): PatientValue[] {
  const { tokens, loose } = document.index;
  const values = createValues();
  /** Objects and lists that are open, outermost first. */
  const open: { place: JsonPlace<C>; end: number }[] = [];
  for (let token = 0; token < tokens.count; token += 1) {
    const start = tokens.start[token] ?? 0;
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= start) open.pop();
    const parent = open.at(-1)?.place;
    const name = parent !== undefined && isObject(document, parent.token) ? readName(document, token, values) : null;
    const context = parent === undefined ? scheme.root(document) : scheme.below(document, parent, { token, name });
    if (isContainer(document, token))
      open.push({ place: { token, parent: null, path: '', step: null, context }, end: tokens.end[token] ?? 0 });
    else if (!scheme.isOpen(context) || mayHoldNumber(document, token)) {
      const text = textOf(document, token);
      const isNull = text === 'null' && kindOf(tokens, token) === jsonKind.literal;
      if (!isNull) values.add(scheme.maskOf(context, text), text);
    }
  }
  for (const { span } of loose) values.addNumber(rawText(document, span));
  return values.list();
}

type Values = ReturnType<typeof createValues>;

function createValues() {
  const values = new Map<string, PatientValue>();
  function add(kind: PatientValue['kind'] | null, written: string): void {
    const text = written.trim();
    if (kind !== null && kind !== 'text' && text !== '') values.set(`${kind} ${text}`, { kind, text });
  }
  return {
    add,
    addNumber: (text: string) => add(holdsNationalNumber(text) ? identifierKind(text) : null, text),
    list: () => [...values.values()],
  };
}

/** A name that is not shown is a value of its own. */
function readName(document: JsonDocument, token: number, values: Values): string | null {
  const name = shownName(document, token);
  const span = name === null ? nameSpan(document, token) : null;
  if (span !== null) values.addNumber(rawText(document, span));
  return name;
}

/** Six digits in a row are the least: they are eleven, or six and five. */
function mayHoldNumber(document: JsonDocument, token: number): boolean {
  const [start, end] = valueSpan(document, token);
  if (end - start < 11) return false;
  if (hasFlag(document.index.tokens, token, jsonFlag.escaped)) return true;
  let digits = 0;
  for (let at = start; at < end && digits < 6; at += 1) {
    const byte = document.bytes[at] ?? 0;
    digits = byte >= 0x30 && byte <= 0x39 ? digits + 1 : 0;
  }
  return digits === 6;
}
