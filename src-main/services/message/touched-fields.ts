import type { FormatNode, Label, ParsedMessage } from '../../../src-shared/formats/format.ts';

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

type Side = { parsed: ParsedMessage; bytes: Uint8Array };

const maxFields = 1000;

/**
 * What differs between two bodies, by address. Whatever has the same bytes at the same address is not opened, so a small edit of a large message is cheap.
 * At most 1 000 places; `isComplete` false = there are more.
 */
export function findTouchedFields(before: Side, after: Side): { fields: TouchedField[]; isComplete: boolean } {
  const fields: TouchedField[] = [];
  compare(before, after, { old: before.parsed.nodes, new: after.parsed.nodes, label: null }, fields);
  return { fields: fields.slice(0, maxFields), isComplete: fields.length <= maxFields };
}

/**
 * Whether clinical content stands in another order or under other headings than before: results belong to the order segment above them,
 * so from the first clinical part on, the sequence of parts must stay.
 */
export function isClinicalOrderChanged(before: ParsedMessage, after: ParsedMessage): boolean {
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
  fields: TouchedField[],
): void {
  const newByPath = new Map(nodes.new.map((node) => [node.path, node]));
  const oldPaths = new Set(nodes.old.map((node) => node.path));
  for (const old of nodes.old) {
    if (fields.length > maxFields) return;
    const now = newByPath.get(old.path);
    if (now === undefined) addWhole(labelled(old, nodes.label), 'before', fields);
    else comparePair(before, after, [labelled(old, nodes.label), now], fields);
  }
  for (const node of nodes.new) {
    if (!oldPaths.has(node.path)) addWhole(labelled(node, nodes.label), 'after', fields);
  }
}

function comparePair(before: Side, after: Side, [old, now]: [FormatNode, FormatNode], fields: TouchedField[]): void {
  if (isSameBytes(before.bytes.subarray(...old.span), after.bytes.subarray(...now.span))) return;
  if (old.hasChildren && now.hasChildren) {
    compare(before, after, { old: old.children(), new: now.children(), label: old.label }, fields);
    return;
  }
  if (old.text === null || now.text === null) {
    addWhole(old, 'before', fields);
    addWhole(now, 'after', fields);
    return;
  }
  const clinical = isClinical(old) || isClinical(now);
  const nodes = { before: old, after: now };
  fields.push({ path: old.path, label: old.label, before: old.text, after: now.text, clinical, nodes });
}

/** A part that came or went: its values one by one. */
function addWhole(node: FormatNode, side: 'before' | 'after', fields: TouchedField[]): void {
  if (fields.length > maxFields) return;
  if (node.hasChildren) {
    for (const child of node.children()) addWhole(labelled(child, node.label), side, fields);
    return;
  }
  const text = node.text ?? '';
  const nodes = { before: null, after: null, [side]: node };
  const values = { before: '', after: '', [side]: text, nodes };
  fields.push({ path: node.path, label: node.label, ...values, clinical: node.clinical });
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
