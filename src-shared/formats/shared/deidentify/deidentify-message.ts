import type { Hl7Dictionaries } from '../../../domain/hl7-dictionary.ts';
import type { Edit, Format, FormatNode, MaskKind, ParsedMessage, ParseOptions } from '../../format.ts';
import { findCharset, windows1252 } from '../charset.ts';
import { createSpreadingPattern, isEmbedded } from '../mask.ts';
import { createValuePattern, formsOf, readPatientValues, visitNodes } from '../patient-values.ts';
import { spliceBytes } from '../splice.ts';
import { encodeUtf8 } from '../text-codec.ts';
import { isHarmless } from './harmless.ts';
import { personKindOf } from './person-parts.ts';
import { createSubstitutes, removedText, type Substitutes } from './substitutes.ts';

/**
 * `replacedCount` values stand for others, `removedCount` texts and documents are gone.
 * *refused*: `path` could not be changed, or a value of the patient would have been left; then there is no copy at all.
 */
export type Deidentified =
  | { kind: 'deidentified'; bytes: Uint8Array; replacedCount: number; removedCount: number }
  | { kind: 'refused'; reason: 'unknown-format' | 'not-editable' | 'value-left'; path: string | null };

/**
 * `shiftDays`: by how much every date moves, never 0; `seed`: the same seed gives the same substitutes.
 * `dictionaries` are needed: without the types of HL7 v2 nothing tells the name of a doctor from a code.
 */
export type DeidentifyOptions = ParseOptions & { shiftDays: number; seed: string; dictionaries: Hl7Dictionaries };

/**
 * A copy for those who may not know the patient: names, numbers and addresses of anybody are replaced consistently by synthetic ones, what may be
 * prose and embedded documents are removed, dates are shifted by a constant; structure, codes, organisations and measured values stay.
 * What was patient data is searched for in the result, and the copy is refused when any is left.
 */
export function deidentifyMessage(body: Uint8Array, format: Format, options: DeidentifyOptions): Deidentified {
  if (format.id === 'text' || format.id === 'binary') return refuse('unknown-format', null);
  const { bytes, removedCount } = removeLooseParts(body, format.parse(body, options));
  const parsed = format.parse(bytes, options);
  const taken = new Set(readPatientValues(parsed).map(({ text }) => text.toLowerCase()));
  const plan = planEdits(parsed, createSubstitutes({ ...options, taken }));
  const result = format.splice(bytes, plan.edits, options);
  if (result.kind === 'rejected') return refuse('not-editable', result.path);
  const left = findLeft(parsed, format.parse(result.bytes, options), result.bytes);
  if (left !== null) return refuse('value-left', left.path);
  return {
    kind: 'deidentified',
    bytes: result.bytes,
    replacedCount: plan.edits.length - plan.removedCount,
    removedCount: plan.removedCount + removedCount,
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
  const spread = createSpreadingPattern(parsed);
  const walk = (nodes: readonly FormatNode[], ancestors: readonly FormatNode[]): void => {
    for (const node of nodes) {
      if (node.hasChildren) walk(node.children(), [...ancestors, node]);
      else addLeaf(node, ancestors);
    }
  };
  const addLeaf = (leaf: FormatNode, ancestors: readonly FormatNode[]): void => {
    const { text } = leaf;
    if (text === null || text === '' || leaf.isExplicitNull) return;
    const replaced = substituteFor(leaf, ancestors, { spread, substitutes });
    if (replaced === text) return;
    if (replaced === removedText || replaced === substitutes.document) plan.removedCount += 1;
    plan.edits.push({ path: leaf.path, text: replaced });
  };
  walk(parsed.nodes, []);
  return plan;
}

/** The value itself where it may stay. */
function substituteFor(
  leaf: FormatNode,
  ancestors: readonly FormatNode[],
  { spread, substitutes }: { spread: RegExp | null; substitutes: Substitutes },
): string {
  const text = leaf.text ?? '';
  if (isSwitch(text)) return text;
  if (leaf.content === 'document' || isEmbedded(leaf)) return substitutes.document;
  if (leaf.content === 'free-text') return removedText;
  const kind = personKindOf(leaf, ancestors);
  if (kind !== null) return substitutes.of(kind, text);
  if (leaf.content === 'date') return substitutes.of('date', text);
  return substitutes.inText(isHarmless(leaf, ancestors) ? text : substitutes.of('text', text), spread);
}

/** It tells nobody apart, and nothing else may stand in its place. */
function isSwitch(text: string): boolean {
  return text === 'true' || text === 'false';
}

/** Dates may come out the same by chance; these may not. */
const telling: readonly MaskKind[] = ['fnr', 'dnr', 'hnr', 'fhn', 'name', 'address', 'phone', 'id', 'text'];

/** First place by place, then in the whole text: bytes that belong to no node count too. Null = nothing is left. */
function findLeft(before: ParsedMessage, after: ParsedMessage, bytes: Uint8Array): { path: string | null } | null {
  const textByPath = new Map<string, string>();
  visitNodes(before.nodes, (leaf) => {
    const isTelling = !leaf.hasChildren && leaf.maskAs !== null && telling.includes(leaf.maskAs);
    if (isTelling && !leaf.isExplicitNull && leaf.text) textByPath.set(leaf.path, leaf.text);
  });
  let left: string | null = null;
  visitNodes(after.nodes, (leaf) => {
    if (
      !leaf.hasChildren &&
      leaf.text !== removedText &&
      !isSwitch(leaf.text ?? '') &&
      textByPath.get(leaf.path) === leaf.text
    )
      left ??= leaf.path;
  });
  if (left !== null) return { path: left };
  const names = readPatientValues(before)
    .filter(({ kind, text }) => telling.includes(kind) && kind !== 'text' && kind !== 'address' && text.length >= 5)
    .flatMap(formsOf);
  const charset = findCharset(after.charset.name) ?? windows1252;
  return createValuePattern(names)?.test(charset.decode(bytes)) ? { path: null } : null;
}
