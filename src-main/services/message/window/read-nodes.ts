import type { BodyNode } from '../../../../src-shared/contract/message-body.ts';
import type { FormatNode } from '../../../../src-shared/formats/format.ts';
import { isEmbedded, maskLeaf, maskMeaning } from '../../../../src-shared/formats/shared/mask.ts';
import { lockReasonOf } from '../lock-reason.ts';
import type { BodyDocument } from './body-document.ts';
import { countEmpty, findNode } from './find-node.ts';
import type { WindowAsked } from './read-rows.ts';
import type { ShownText } from './row-text.ts';

export type LevelAsked = WindowAsked & { parentPath: string | null; withEmpty: boolean };

const maxValueLength = 400;
/** A longer whole is not shown beside its closed branch. */
const maxWholeBytes = 2048;

export function readNodes(document: BodyDocument, shown: ShownText, asked: LevelAsked) {
  const { from, count, parentPath, withEmpty } = asked;
  const { top } = document;
  const show = (node: FormatNode): BodyNode => showNode(document, shown, node);
  if (parentPath === null) {
    const items: BodyNode[] = [];
    for (let at = from; at < Math.min(top.count, from + count); at += 1) items.push(show(top.at(at)));
    return { from, total: topCount(document), items };
  }
  const parent = findNode(document, parentPath)?.at(-1)?.node;
  if (parent === undefined) return { from, total: 0, items: [] };
  const level = document.childrenOf(parent);
  const total = level.count - (withEmpty ? 0 : countEmpty(level, level.count));
  const items: BodyNode[] = [];
  let passed = 0;
  for (let index = withEmpty ? from : 0; index < level.count && items.length < count; index += 1) {
    if (!withEmpty && level.isEmptyAt(index)) continue;
    if (withEmpty || passed >= from) items.push(show(level.at(index)));
    passed += 1;
  }
  return { from, total, items };
}

/** Text without structure has no tree: its lines are its rows. */
export function topCount({ format, top }: BodyDocument): number {
  return format === 'text' || format === 'binary' ? 0 : top.count;
}

export function showNode(document: BodyDocument, shown: ShownText, node: FormatNode): BodyNode {
  const { path, name, label, dataType, sensitivity, clinical, isEmpty, isExplicitNull } = node;
  const known = shown.masked ? document.top.spreadingAt(node.span[0]) : null;
  const mask = shown.masked && !node.hasChildren ? maskLeaf(node, known) : null;
  const children = document.childrenOf(node);
  const isDocument = isEmbedded(node);
  const value = isDocument ? null : mask !== null ? mask.word : textOfValue(shown, node);
  return {
    path,
    name,
    label,
    dataType,
    meaning: mask === null ? maskMeaning(node, known) : null,
    value: value !== null && value.length > maxValueLength ? `${value.slice(0, maxValueLength)}…` : value,
    sensitivity: mask === null ? sensitivity : 'patient',
    clinical,
    isEmpty,
    isExplicitNull,
    isLocked: lockReasonOf(document, node) !== null || isDocument,
    childCount: children.count - countEmpty(children, children.count),
    fullCount: children.count,
    documentBytes: isDocument ? node.span[1] - node.span[0] : null,
    range: shown.rangeOf(node.span),
  };
}

function textOfValue(shown: ShownText, { hasChildren, text, span }: FormatNode): string | null {
  if (!hasChildren || text === null) return text;
  return span[1] - span[0] > maxWholeBytes ? null : shown.textBetween(span);
}
