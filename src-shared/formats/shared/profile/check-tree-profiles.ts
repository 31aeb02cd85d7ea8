import type { ProfileCondition, ProfileRule, RuleProfile } from '../../../domain/rule-profile.ts';
import type { FormatNode } from '../../format.ts';
import type { FindingList } from '../finding-list.ts';
import { visitNodes } from '../patient-values.ts';
import { sayBroken } from './applying-profiles.ts';
import { conditionHolds, judgeValue, sentenceOf } from './judge-value.ts';
import { createTreePath, splitSteps, type TreePath } from './tree-path.ts';

type NodesByShape = ReadonlyMap<string, FormatNode[]>;
type Given = {
  nodes: NodesByShape;
  findings: FindingList;
  profile: RuleProfile;
  rule: ProfileRule;
  path: TreePath;
  conditions: Looked[];
};

/**
 * The rules of a site over the nodes of a message: each at every place that its path means and where its conditions hold. A condition
 * is about the nodes below the same ancestors that both paths share.
 */
export function checkTreeProfiles(
  roots: readonly FormatNode[],
  profiles: readonly RuleProfile[],
  findings: FindingList,
): void {
  const rules = profiles.flatMap((profile) => profile.rules.map((rule) => ({ profile, rule })));
  if (rules.length === 0) return;
  const nodes = collect(
    roots,
    rules.map(({ rule }) => rule),
  );
  for (const { profile, rule } of rules) {
    const path = createTreePath(rule.path);
    const conditions = rule.when.map((condition) => lookAt(nodes, path, condition));
    checkRule({ nodes, findings, profile, rule, path, conditions });
  }
}

/** Only nodes that a rule speaks of, by their path without numbers. */
function collect(roots: readonly FormatNode[], rules: readonly ProfileRule[]): NodesByShape {
  const nodes = new Map<string, FormatNode[]>();
  for (const { path, when } of rules)
    for (const each of [path, ...when.map((condition) => condition.path)].map(createTreePath)) {
      nodes.set(each.shape, []);
      if (each.parent !== null) nodes.set(each.parent.shape, []);
    }
  visitNodes(roots, (node) => nodes.get(shapeOf(node.path))?.push(node));
  return nodes;
}

function checkRule(given: Given): void {
  const { rule, nodes, path } = given;
  const found = matching(nodes, path);
  for (const node of found) {
    const text = textOf(node);
    if (text === null || !holdsAt(given, node.path)) continue;
    const sentence = judgeValue(rule, text);
    if (sentence !== null) tell(given, node, sentence);
  }
  if (rule.kind === 'required') checkPresence(given, found);
}

/** Below every parent there must be one with a value; without any parent the message lacks it, unless the rule is about some places only. */
function checkPresence(given: Given, found: readonly FormatNode[]): void {
  const { nodes, path, conditions } = given;
  const valued = found.filter((node) => textOf(node) !== null);
  const parents = path.parent === null ? [] : matching(nodes, path.parent);
  if (parents.length === 0) {
    if (valued.length === 0 && conditions.every(({ depth }) => depth <= 1)) {
      if (holdsAt(given, null)) tell(given, null, sentenceOf(given.rule));
    }
    return;
  }
  const depth = path.parent?.steps.length ?? 0;
  const served = new Set(valued.map((node) => prefixOf(node.path, depth)));
  for (const parent of parents)
    if (!served.has(parent.path) && holdsAt(given, parent.path)) tell(given, parent, sentenceOf(given.rule));
}

/** `valuesByPrefix`: of the condition's nodes, by the ancestors they share with the nodes of the rule. */
type Looked = {
  condition: ProfileCondition;
  depth: number;
  valuesByPrefix: ReadonlyMap<string, string[]>;
  all: string[];
};

function lookAt(nodes: NodesByShape, path: TreePath, condition: ProfileCondition): Looked {
  const other = createTreePath(condition.path);
  const depth = other.common(path);
  const valuesByPrefix = new Map<string, string[]>();
  const all: string[] = [];
  for (const node of matching(nodes, other)) {
    const text = textOf(node);
    if (text === null) continue;
    const prefix = prefixOf(node.path, depth);
    const values = valuesByPrefix.get(prefix);
    if (values === undefined) valuesByPrefix.set(prefix, [text]);
    else values.push(text);
    all.push(text);
  }
  return { condition, depth, valuesByPrefix, all };
}

/** @param place path of a node; null = the message as a whole */
function holdsAt({ conditions }: Given, place: string | null): boolean {
  return conditions.every(({ condition, depth, valuesByPrefix, all }) =>
    conditionHolds(condition, place === null ? all : (valuesByPrefix.get(prefixOf(place, depth)) ?? [])),
  );
}

function tell(
  { findings, profile, rule }: Given,
  node: FormatNode | null,
  sentence: ReturnType<typeof sentenceOf>,
): void {
  const place = { span: node?.span ?? ([0, 0] as const), path: node?.path ?? null };
  findings.add({ ...place, ...sayBroken(profile, rule, sentence) });
}

function matching(nodes: NodesByShape, path: TreePath): FormatNode[] {
  return (nodes.get(path.shape) ?? []).filter((node) => path.pattern.test(node.path));
}

function textOf(node: FormatNode): string | null {
  const text = node.text?.trim() ?? '';
  return text === '' || node.isEmpty || node.isExplicitNull ? null : text;
}

function shapeOf(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '');
}

function prefixOf(path: string, depth: number): string {
  return splitSteps(path).slice(0, depth).join('');
}
