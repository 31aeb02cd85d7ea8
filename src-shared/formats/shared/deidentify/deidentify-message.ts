import type { Edit, Format, FormatNode, ParsedMessage, ParseOptions } from '../../format.ts';
import { findCharset, windows1252 } from '../charset.ts';
import { createValuePattern, formsOf, readPatientValues, visitNodes } from '../patient-values.ts';
import { spliceBytes } from '../splice.ts';
import { encodeUtf8 } from '../text-codec.ts';
import { createPersonParts } from './person-parts.ts';
import { createSubstitutes, removedText, type Substitutes } from './substitutes.ts';

/**
 * `replacedCount` values stand for others, `removedCount` texts and documents are gone.
 * *refused*: `path` could not be changed, or a value of the patient would have been left; then there is no copy at all.
 */
export type Deidentified =
  | { kind: 'deidentified'; bytes: Uint8Array; replacedCount: number; removedCount: number }
  | { kind: 'refused'; reason: 'unknown-format' | 'not-editable' | 'value-left'; path: string | null };

/** `shiftDays`: by how much every date moves, never 0; `seed`: the same seed gives the same substitutes. */
export type DeidentifyOptions = ParseOptions & { shiftDays: number; seed: string };

/**
 * A copy for those who may not know the patient: names, numbers and addresses are replaced consistently by synthetic ones, free text and
 * embedded documents are removed, dates are shifted by a constant; the structure, codes and measured values stay.
 * What was patient data is searched for in the result, and the copy is refused when any is left.
 */
export function deidentifyMessage(body: Uint8Array, format: Format, options: DeidentifyOptions): Deidentified {
  if (format.id === 'text' || format.id === 'binary') return refuse('unknown-format', null);
  const substitutes = createSubstitutes(options);
  const { bytes, removedCount } = removeLooseParts(body, format.parse(body, options));
  const parsed = format.parse(bytes, options);
  const plan = planEdits(parsed, substitutes);
  const result = format.splice(bytes, plan.edits, options);
  if (result.kind === 'rejected') return refuse('not-editable', result.path);
  if (isAnythingLeft(parsed, format.parse(result.bytes, options), result.bytes)) return refuse('value-left', null);
  const removed = plan.removedCount + removedCount;
  return {
    kind: 'deidentified',
    bytes: result.bytes,
    replacedCount: plan.edits.length - plan.removedCount,
    removedCount: removed,
  };
}

function refuse(reason: 'unknown-format' | 'not-editable' | 'value-left', path: string | null): Deidentified {
  return { kind: 'refused', reason, path };
}

/** Comments, lines without fields and what stands in place of a segment id: no edit reaches them, so their bytes go first. */
function removeLooseParts(body: Uint8Array, parsed: ParsedMessage): { bytes: Uint8Array; removedCount: number } {
  const loose: FormatNode[] = [];
  visitNodes(parsed.nodes, (node) => {
    if (!node.hasChildren && node.span[1] > node.span[0] && isLoose(node)) loose.push(node);
  });
  const result = spliceBytes(
    body,
    loose.map((node) => ({
      path: node.path,
      span: node.span,
      bytes: encodeUtf8(node.path.endsWith('-0') ? 'ZZZ' : ''),
    })),
  );
  return result.kind === 'spliced'
    ? { bytes: result.bytes, removedCount: loose.length }
    : { bytes: body, removedCount: 0 };
}

function isLoose(node: FormatNode): boolean {
  return /(comment|declaration|instruction|rest)\(\)(\[\d+\])?$/.test(node.path) || /(^|\/)@\d+(-0)?$/.test(node.path);
}

type EditPlan = { edits: Edit[]; removedCount: number };

function planEdits(parsed: ParsedMessage, substitutes: Substitutes): EditPlan {
  const plan: EditPlan = { edits: [], removedCount: 0 };
  const spread = createValuePattern(tellingValues(parsed));
  const personParts = createPersonParts();
  const walk = (nodes: readonly FormatNode[], ancestors: readonly FormatNode[]): void => {
    for (const node of nodes) {
      if (node.hasChildren) walk(node.children(), [...ancestors, node]);
      else addLeaf(node, personParts.kindOf(node, ancestors));
    }
  };
  const addLeaf = (leaf: FormatNode, kind: FormatNode['maskAs']): void => {
    const { text } = leaf;
    if (text === null || text === '' || leaf.isExplicitNull) return;
    const replaced = substituteFor(leaf, kind, { spread, substitutes });
    if (replaced === null || replaced === text) return;
    if (replaced === removedText || replaced === substitutes.document) plan.removedCount += 1;
    plan.edits.push({ path: leaf.path, text: replaced });
  };
  walk(parsed.nodes, []);
  return plan;
}

/** Null where the value may stay. */
function substituteFor(
  leaf: FormatNode,
  kind: FormatNode['maskAs'],
  { spread, substitutes }: { spread: RegExp | null; substitutes: Substitutes },
): string | null {
  const text = leaf.text ?? '';
  if (leaf.content === 'document') return substitutes.document;
  if (leaf.content === 'free-text') return removedText;
  if (kind !== null) return substitutes.of(kind, text);
  if (leaf.content === 'date') return substitutes.of('date', text);
  const cleaned = substitutes.inText(text, spread);
  return cleaned === text ? null : cleaned;
}

function tellingValues(parsed: ParsedMessage): string[] {
  return readPatientValues(parsed)
    .filter(({ kind, text }) => kind !== 'text' && text.length >= (kind === 'name' ? 2 : 4))
    .flatMap(formsOf);
}

/** Searched for in the whole text of the copy, not only in its leaves: bytes that belong to no node count too. */
function isAnythingLeft(before: ParsedMessage, after: ParsedMessage, bytes: Uint8Array): boolean {
  const kept = new Set(readPatientValues(after).flatMap(formsOf));
  const values = readPatientValues(before)
    .filter(({ kind, text }) => ['fnr', 'dnr', 'name', 'phone'].includes(kind) && text.length >= 5)
    .flatMap(formsOf)
    .filter((value) => !kept.has(value));
  const pattern = createValuePattern(values);
  const charset = findCharset(after.charset.name) ?? windows1252;
  return pattern?.test(charset.decode(bytes)) ?? false;
}
