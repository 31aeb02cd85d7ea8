import type { FormatNode, Label, ParsedMessage } from '../../../src-shared/formats/format.ts';
import type { Changes } from '../../../src-shared/formats/shared/compose-changes.ts';
import { findTouchedParts } from './touched-parts.ts';

/**
 * A place whose value differs. `label` is its own or that of the part it belongs to. `before` or `after` is '' and its node null where the place
 * did not exist.
 */
export type TouchedField = {
  path: string;
  label: Label | null;
  before: string;
  after: string;
  clinical: boolean;
  nodes: { before: FormatNode | null; after: FormatNode | null };
};

/**
 * What differs between two bodies, by address: the first 1 000 places, and how many there are. `clinical`: the first of them that may not be changed;
 * `separator`: the first that `isSeparator`. `isComplete` false = there are more than can be looked at.
 */
export type TouchedFields = {
  fields: TouchedField[];
  count: number;
  clinical: TouchedField | null;
  separator: TouchedField | null;
  isComplete: boolean;
  isOrderChanged: boolean;
};

type Side = { parsed: ParsedMessage; bytes: Uint8Array };

const maxListed = 1000;
const maxCounted = 100_000;

/**
 * Whatever has the same bytes at the same address is not opened, so a small edit of a large message is cheap.
 * @param changes the spans that make the one of the other
 */
export function findTouchedFields(
  before: Side,
  after: Side,
  { changes, isSeparator }: { changes: Changes; isSeparator: (path: string) => boolean },
): TouchedFields {
  const found: Found = { ...nothing, fields: [], isSeparator };
  const parts = findTouchedParts(before.parsed, after.parsed, changes);
  const { old, new: now } = parts ?? { old: before.parsed.nodes, new: after.parsed.nodes };
  compare(before, after, { old, new: now, label: null }, found);
  const isOrderChanged = parts === null && isClinicalOrderChanged(before.parsed, after.parsed);
  const { fields, count, clinical, separator } = found;
  return { fields, count, clinical, separator, isComplete: count <= maxCounted, isOrderChanged };
}

type Found = Omit<TouchedFields, 'isComplete' | 'isOrderChanged'> & { isSeparator: (path: string) => boolean };

const nothing = { count: 0, clinical: null, separator: null };

function note(field: TouchedField, found: Found): void {
  found.count += 1;
  if (found.fields.length < maxListed) found.fields.push(field);
  if (field.clinical && field.before !== field.after) found.clinical ??= field;
  if (found.isSeparator(field.path)) found.separator ??= field;
}

/**
 * Whether clinical content stands in another order or under other headings than before: results belong to the order segment above them,
 * so from the first clinical part on, the sequence of parts must stay.
 */
function isClinicalOrderChanged(before: ParsedMessage, after: ParsedMessage): boolean {
  const was = namesFromFirstClinical(before.nodes);
  const is = namesFromFirstClinical(after.nodes);
  return was.length !== is.length || was.some((name, index) => name !== is[index]);
}

const orderHeadings = new Set(['ORC', 'OBR']);

function namesFromFirstClinical(nodes: FormatNode[]): string[] {
  let first = nodes.findIndex(isClinical);
  if (first < 0) return [];
  // The headings of the first result come before it.
  while (orderHeadings.has(nodes[first - 1]?.name ?? '')) first -= 1;
  return nodes.slice(first).map((node) => node.name);
}

function compare(
  before: Side,
  after: Side,
  nodes: { old: FormatNode[]; new: FormatNode[]; label: Label | null },
  found: Found,
): void {
  const newByPath = new Map(nodes.new.map((node) => [node.path, node]));
  const oldPaths = new Set(nodes.old.map((node) => node.path));
  for (const old of nodes.old) {
    if (found.count > maxCounted) return;
    const now = newByPath.get(old.path);
    if (now === undefined) addWhole(labelled(old, nodes.label), 'before', found);
    else comparePair(before, after, [labelled(old, nodes.label), now], found);
  }
  for (const node of nodes.new) {
    if (!oldPaths.has(node.path)) addWhole(labelled(node, nodes.label), 'after', found);
  }
}

function comparePair(before: Side, after: Side, [old, now]: [FormatNode, FormatNode], found: Found): void {
  if (isSameBytes(before.bytes.subarray(...old.span), after.bytes.subarray(...now.span))) return;
  if (old.hasChildren && now.hasChildren) {
    compare(before, after, { old: old.children(), new: now.children(), label: old.label }, found);
    return;
  }
  if (old.text === null || now.text === null) {
    addWhole(old, 'before', found);
    addWhole(now, 'after', found);
    return;
  }
  const clinical = isClinical(old) || isClinical(now);
  const nodes = { before: old, after: now };
  note({ path: old.path, label: old.label, before: old.text, after: now.text, clinical, nodes }, found);
}

/** A part that came or went: its values one by one. */
function addWhole(node: FormatNode, side: 'before' | 'after', found: Found): void {
  if (found.count > maxCounted) return;
  if (node.hasChildren) {
    for (const child of node.children()) addWhole(labelled(child, node.label), side, found);
    return;
  }
  const text = node.text ?? '';
  // An empty place that came or went with another one changes nothing.
  if (text === '') return;
  const nodes = { before: null, after: null, [side]: node };
  const values = { before: '', after: '', [side]: text, nodes };
  note({ path: node.path, label: node.label, ...values, clinical: node.clinical }, found);
}

function labelled(node: FormatNode, parentLabel: Label | null): FormatNode {
  return node.label === null ? { ...node, label: parentLabel } : node;
}

function isClinical(node: FormatNode): boolean {
  return node.clinical || (node.hasChildren && node.children().some(isClinical));
}

export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
