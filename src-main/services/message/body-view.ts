import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { TreeNode } from '../../../src-shared/contract/message.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { FormatNode, Problem, Span } from '../../../src-shared/formats/format.ts';
import { maskMessage } from '../../../src-shared/formats/shared/mask.ts';
import { lockReasonOf } from './lock-reason.ts';
import { clipBody, type OpenBody, openBody } from './open-body.ts';

type BodyView = OutputOf<'message.readBody'>;

/** Beyond this many nodes the tree ends; the text goes on. */
const maxNodes = 8_000;
/** So deep the tree goes: the border takes 200 levels of values, and each level of the tree is two of them. */
const maxDepth = 64;
const maxValueLength = 4000;

/** The body as the page shows it; masked in the core, so that no character of a masked value leaves it. */
export function viewBody(body: Body, masked: boolean): BodyView {
  const { body: clipped, isTruncated } = clipBody(body);
  const open = openBody(clipped);
  const shown = masked ? maskedText(open) : plainText(open);
  const budget = { left: maxNodes, depth: 0 };
  return {
    format: open.parsed.format,
    sizeBytes: body.bytes.length,
    fidelity: body.fidelity,
    charset: open.parsed.charset,
    masked,
    text: shown.text,
    isTruncated,
    bytes: masked ? null : new Uint8Array(body.bytes),
    tree: buildTree(open, shown, shown.nodes, budget),
    problems: open.parsed.problems
      .filter((problem) => !isTruncated || problem.span[1] < clipped.bytes.length)
      .map((problem) => showProblem(problem, shown.spanOf)),
    partCount: open.parsed.partCount,
  };
}

/** `textSpan` counts UTF-16 units of the text that is shown with it. */
export function showProblem(problem: Problem, spanOf: (span: Span) => [number, number]): BodyView['problems'][number] {
  const { rule, severity, message, params, span } = problem;
  return { rule, severity, message, params, textSpan: spanOf(span) };
}

export function plainSpan(open: OpenBody): (span: Span) => [number, number] {
  return ([start, end]) => [open.map.byteToTextOffset(start), open.map.byteToTextOffset(end)];
}

/** `spanOfNode` is exact per node; `spanOf` of any other span. */
type Shown = {
  text: string;
  nodes: FormatNode[];
  spanOfNode(node: FormatNode): [number, number];
  spanOf(span: Span): [number, number];
};

function plainText(open: OpenBody): Shown {
  const spanOf = plainSpan(open);
  return { text: open.map.text, nodes: open.parsed.nodes, spanOfNode: (node) => spanOf(node.span), spanOf };
}

/** A problem inside a masked value points at the whole value. */
function maskedText(open: OpenBody): Shown {
  const { text, spansByPath, nodes } = maskMessage(open.bytes, open.parsed);
  const spanOfNode = (node: FormatNode): [number, number] => {
    const [start, end] = spansByPath.get(node.path) ?? [0, 0];
    return [start, end];
  };
  return {
    text,
    nodes,
    spanOfNode,
    spanOf(span) {
      const node = findSmallestAround(open.parsed.nodes, span);
      return node === null ? [0, 0] : spanOfNode(node);
    },
  };
}

function findSmallestAround(nodes: FormatNode[], [start, end]: Span): FormatNode | null {
  const around = nodes.find((node) => node.span[0] <= start && end <= node.span[1]);
  if (around === undefined) return null;
  return (around.hasChildren ? findSmallestAround(around.children(), [start, end]) : null) ?? around;
}

type Budget = { left: number; depth: number };

function buildTree(open: OpenBody, shown: Shown, nodes: FormatNode[], budget: Budget): TreeNode[] {
  const built: TreeNode[] = [];
  if (budget.depth >= maxDepth) return built;
  budget.depth += 1;
  for (const node of nodes) {
    if (budget.left <= 0) break;
    budget.left -= 1;
    built.push({
      path: node.path,
      name: node.name,
      label: node.label,
      textSpan: shown.spanOfNode(node),
      value: shortValue(node.text),
      sensitivity: node.sensitivity,
      clinical: node.clinical,
      isEmpty: node.isEmpty,
      isExplicitNull: node.isExplicitNull,
      lockReasonKey: lockReasonOf({ isSigned: open.isSigned, format: open.parsed.format }, node),
      children: node.hasChildren ? buildTree(open, shown, node.children(), budget) : [],
    });
  }
  budget.depth -= 1;
  return built;
}

function shortValue(text: string | null): string | null {
  return text !== null && text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}
