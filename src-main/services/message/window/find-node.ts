import type { NodeTrail } from '../../../../src-shared/contract/message-body.ts';
import type { FormatNode } from '../../../../src-shared/formats/format.ts';
import { formatHl7Path, type Hl7Path, parseHl7Path } from '../../../../src-shared/formats/hl7v2/hl7-path.ts';
import type { NodeLevel } from '../../../../src-shared/formats/shared/node-level.ts';
import type { BodyDocument } from './body-document.ts';
import { mayHold } from './kept-children.ts';

/** A node with its index among its siblings, from the root down. */
export type Step = { node: FormatNode; index: number };

/** The node with exactly that path, with its ancestors; null when there is none. */
export function findNode(document: BodyDocument, path: string): Step[] | null {
  for (const index of document.top.candidates(path)) {
    const found = descend(document, [{ node: document.top.at(index), index }], path);
    if (found !== null) return found;
  }
  return null;
}

function descend(document: BodyDocument, steps: Step[], path: string): Step[] | null {
  const { node } = steps.at(-1)!;
  if (node.path === path) return steps;
  const children = document.childrenOf(node);
  for (let index = 0; index < children.count; index += 1) {
    if (!mayHold(children.pathAt(index), path)) continue;
    const found = descend(document, [...steps, { node: children.at(index), index }], path);
    if (found !== null) return found;
  }
  return null;
}

/** What a person may have meant by the address: as written, in the form the tree uses, and without a part that is the only one of its kind. */
export function findTypedNode(document: BodyDocument, typed: string): Step[] | null {
  for (const path of pathsMeant(document, typed.trim())) {
    const found = findNode(document, path);
    if (found !== null) return found;
  }
  return null;
}

/** The address of a place that an HL7 message ends before: its segment is there. Null for any other. */
export function findMissingPlace(document: BodyDocument, typed: string): Hl7Path | null {
  if (document.format !== 'hl7v2') return null;
  for (const path of pathsMeant(document, typed.trim()).map(parseHl7Path)) {
    if (path === null || path.field === null) continue;
    if (findNode(document, formatHl7Path({ ...path, ...noField })) !== null) return path;
  }
  return null;
}

const noField = { field: null, repetition: null, component: null, subcomponent: null };

function pathsMeant(document: BodyDocument, typed: string): string[] {
  if (document.format !== 'hl7v2')
    return [typed, typed.replace(/^\$\.?/, ''), `/${typed}`, typed.replace(/\[1\]/g, '')];
  const written = typed
    .toUpperCase()
    .replace(/^((?:\d+\/)?[A-Z][A-Z0-9]{2}(?:\[\d+\])?)[.-](\d+)/, '$1-$2')
    .replace(/(-\d+(?:\[\d+\])?)-(\d+)(?:[-.](\d+))?$/, (_whole, field, component, sub) =>
      sub === undefined ? `${field}.${component}` : `${field}.${component}.${sub}`,
    );
  const parsed = parseHl7Path(written);
  if (parsed === null) return [];
  const { message } = parsed;
  const inMessages = message === null ? [null, 1] : message === 1 ? [1, null] : [message];
  return inMessages.flatMap((each) => {
    const whole = formatHl7Path({ ...parsed, message: each });
    const withoutSub = whole.replace(/(\.\d+)\.1$/, '$1');
    const withoutComponent = withoutSub.replace(/(\[\d+\])\.1$/, '$1');
    return [whole, withoutSub, withoutComponent, withoutComponent.replace(/\[1\]$/, '')];
  });
}

/** The innermost node around a byte; null between nodes. */
export function findNodeAt(document: BodyDocument, byte: number): Step[] | null {
  const span = [byte, byte] as const;
  const [index] = document.top.overlapping(span);
  if (index === undefined) return null;
  const steps: Step[] = [{ node: document.top.at(index), index }];
  for (;;) {
    const { node } = steps.at(-1)!;
    const [at] = document.childrenIn(node, span);
    if (at === undefined) return steps;
    steps.push({ node: document.childrenOf(node).at(at), index: at });
  }
}

/** The same way as a page needs it: with the indexes among the siblings it shows. */
export function trailOf(document: BodyDocument, steps: readonly Step[]): NodeTrail {
  return steps.map(({ node, index }, depth) => {
    const parent = steps[depth - 1]?.node;
    const siblings = parent === undefined ? null : document.childrenOf(parent);
    const before = siblings === null ? 0 : countEmpty(siblings, index);
    const children = document.childrenOf(node);
    const childCount = children.count - countEmpty(children, children.count);
    return { path: node.path, index: index - before, fullIndex: index, childCount, fullCount: children.count };
  });
}

/** How many of the first `count` have nothing in them. */
export function countEmpty(level: NodeLevel, count: number): number {
  let empty = 0;
  for (let index = 0; index < count; index += 1) if (level.isEmptyAt(index)) empty += 1;
  return empty;
}
