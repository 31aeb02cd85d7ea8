import type { Span } from '../format.ts';
import { childrenOf, isObject, type JsonDocument, nameSpan, rawText, wholeSpan } from './json-document.ts';
import type { JsonStep } from './json-path.ts';
import { isBlank, quote } from './json-scan.ts';
import { hasFlag, jsonFlag } from './json-tokens.ts';

/** How the text around a new value is laid out. `newline` null: all on one line. */
type Layout = { newline: string | null; indent: string; unit: string; colon: string };

/** What a new value looks like and where it goes; `json` still has to be encoded. */
export type Insertion = { span: Span; json: string };

/**
 * A new last property or element of `parent`, written as its neighbours are. `steps` lead from `parent` to the value; `json` is the value.
 * Null when there is no place for it: an element that is not the next one, a second property of one name, a parent that is not closed.
 */
export function planInsertion(
  document: JsonDocument,
  parent: number,
  { steps, json }: { steps: JsonStep[]; json: string },
): Insertion | null {
  const [first, ...rest] = steps;
  const children = childrenOf(document, parent);
  const isWanted = rest.every((step) => ('index' in step ? step.index === 0 : isNewName(step)));
  if (first === undefined || !isWanted || hasFlag(document.index.tokens, parent, jsonFlag.unclosed)) return null;
  const isFitting =
    'index' in first
      ? !isObject(document, parent) && first.index === children.length
      : isObject(document, parent) && isNewName(first);
  if (!isFitting) return null;
  const last = children.at(-1);
  return last === undefined ? intoEmpty(document, parent, { steps, json }) : behind(document, last, { steps, json });
}

function isNewName(step: JsonStep): boolean {
  return 'name' in step && step.name !== null && step.number === 1;
}

type NewValue = { steps: JsonStep[]; json: string };

function behind(document: JsonDocument, last: number, value: NewValue): Insertion {
  const lead = leadOf(document, last);
  const layout = layoutFrom(document, lead, colonOf(document, last));
  const at = wholeSpan(document, last)[1];
  return { span: [at, at], json: `,${lead}${write(value, layout)}` };
}

function intoEmpty(document: JsonDocument, parent: number, value: NewValue): Insertion {
  const [start, end] = wholeSpan(document, parent);
  const span: Span = [start + 1, end - 1];
  const outer = layoutFrom(document, leadOf(document, parent), colonOf(document, parent));
  if (outer.newline === null) return { span, json: write(value, outer) };
  const inner = { ...outer, indent: outer.indent + outer.unit };
  return { span, json: `${outer.newline}${inner.indent}${write(value, inner)}${outer.newline}${outer.indent}` };
}

/** Blanks before a value or, if it has one, before its name. */
function leadOf(document: JsonDocument, token: number): string {
  const name = document.index.tokens.name[token] ?? 0;
  const end = name > 0 ? name - 1 : wholeSpan(document, token)[0];
  let start = end;
  while (start > 0 && isBlank(document.bytes[start - 1])) start -= 1;
  return rawText(document, [start, end]);
}

function layoutFrom(document: JsonDocument, lead: string, colon: string | null): Layout {
  const newline = lead.includes('\r\n') ? '\r\n' : lead.includes('\n') ? '\n' : null;
  const indent = lead.slice(lead.lastIndexOf('\n') + 1);
  const unit = document.index.tokens.count > 1 ? leadOf(document, 1).replace(/^[\s\S]*\n/, '') : '';
  return {
    newline,
    indent: newline === null ? '' : indent,
    unit: unit === '' ? '  ' : unit,
    colon: colon ?? (newline === null ? ':' : ': '),
  };
}

/** What stands between a property's name and its value. */
function colonOf(document: JsonDocument, token: number): string | null {
  const span = nameSpan(document, token);
  if (span === null) return null;
  const start = document.bytes[span[1]] === quote ? span[1] + 1 : span[1];
  const colon = rawText(document, [start, wholeSpan(document, token)[0]]);
  return /^[ \t]*:[ \t]*$/.test(colon) ? colon : null;
}

function write({ steps, json }: NewValue, layout: Layout): string {
  const [step, ...rest] = steps;
  if (step === undefined) return json;
  const named = 'name' in step ? `${JSON.stringify(step.name)}${layout.colon}` : '';
  const [next] = rest;
  if (next === undefined) return `${named}${json}`;
  const [open, close] = 'index' in next ? '[]' : '{}';
  if (layout.newline === null) return `${named}${open}${write({ steps: rest, json }, layout)}${close}`;
  const inner = { ...layout, indent: layout.indent + layout.unit };
  return `${named}${open}${layout.newline}${inner.indent}${write({ steps: rest, json }, inner)}${layout.newline}${layout.indent}${close}`;
}
