/** Element or member names of a body: what is below each path, and which name came before which in one and the same parent. */
export type BodyShape = { names: Map<string, Set<string>>; order: Set<string> };

type Node = { name: string; children: Node[] };

/** Names and nesting of an XML body; text and attributes are left out. Written apart from the engine's own reader. */
export function shapeOfXml(xml: string): BodyShape {
  const root: Node = { name: '', children: [] };
  const open = [root];
  for (const [, slash, name = '', selfClosing] of xml.matchAll(/<(\/?)([^\s/>]+)[^>]*?(\/?)>/g)) {
    if (slash === '/') {
      open.pop();
      continue;
    }
    const node: Node = { name, children: [] };
    open.at(-1)?.children.push(node);
    if (selfClosing !== '/') open.push(node);
  }
  return shapeOf(root);
}

/** Names and nesting of a JSON body; an array counts as its items. */
export function shapeOfJson(json: string): BodyShape {
  return shapeOf({ name: '', children: nodesOf(JSON.parse(json)) });
}

function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    (Array.isArray(child) ? child : [child]).map((item: unknown) => ({ name, children: nodesOf(item) })),
  );
}

function shapeOf(root: Node): BodyShape {
  const shape: BodyShape = { names: new Map(), order: new Set() };
  collect(root, '', shape);
  return shape;
}

function collect(node: Node, path: string, shape: BodyShape): void {
  const names = [...new Set(node.children.map((child) => child.name))];
  if (names.length > 0) shape.names.set(path, new Set([...(shape.names.get(path) ?? []), ...names]));
  for (const [index, first] of names.entries())
    for (const second of names.slice(index + 1)) shape.order.add(`${path}: ${first} before ${second}`);
  for (const child of node.children) collect(child, path === '' ? child.name : `${path}/${child.name}`, shape);
}

/** Expressions over `path/name`: where the two may differ, and why is said where they are written. */
export type ShapeRules = { mayLack: RegExp[]; mayAdd: RegExp[]; anyOrder: RegExp[] };

/** What differs between the two shapes, in words; none when the answers have the same form. */
export function compareShapes(ours: BodyShape, recorded: BodyShape, rules: ShapeRules): string[] {
  const rootOf = (shape: BodyShape) => [...(shape.names.get('') ?? [])].join();
  if (rootOf(ours) !== rootOf(recorded)) return [`root is ${rootOf(ours)} instead of ${rootOf(recorded)}`];
  // An empty list tells nothing about what would be in it.
  if (recorded.names.size === 1) return [];
  return [
    ...missing(recorded, ours, rules.mayLack).map((name) => `lacks ${name}`),
    ...missing(ours, recorded, rules.mayAdd).map((name) => `adds ${name}`),
    ...reversed(ours, recorded, rules.anyOrder),
  ];
}

/** Names in `from` that `than` has not, at paths whose parent both have; deeper ones follow from these. */
function missing(from: BodyShape, than: BodyShape, allowed: RegExp[]): string[] {
  return [...from.names].flatMap(([path, names]) => {
    const others = than.names.get(path);
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const isNoted =
      others === undefined && path !== '' && !than.names.get(parent)?.has(path.slice(path.lastIndexOf('/') + 1));
    if (isNoted) return [];
    return [...names]
      .filter((name) => !others?.has(name))
      .map((name) => `${path}/${name}`)
      .filter((name) => !allowed.some((rule) => rule.test(name)));
  });
}

function reversed(ours: BodyShape, recorded: BodyShape, anyOrder: RegExp[]): string[] {
  return [...ours.order].filter((pair) => {
    const [path = '', names = ''] = pair.split(': ');
    const opposite = `${path}: ${names.split(' before ').reverse().join(' before ')}`;
    return recorded.order.has(opposite) && !recorded.order.has(pair) && !anyOrder.some((rule) => rule.test(path));
  });
}
