import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormatNode, Span } from '../../../../src-shared/formats/format.ts';
import { levelOf } from '../../../../src-shared/formats/shared/node-level.ts';
import { openDocument } from './body-document.ts';
import { createKeptChildren, overlappingIn } from './kept-children.ts';
import { readRows } from './read-rows.ts';
import { createShownText } from './row-text.ts';
import { doesOverlap } from './top-nodes.ts';

function aNode(path: string, overrides: Partial<FormatNode> = {}): FormatNode {
  return {
    path,
    name: path,
    label: null,
    span: [0, 0],
    text: null,
    sensitivity: 'none',
    maskAs: null,
    clinical: false,
    content: 'value',
    dataType: null,
    meaning: null,
    isEmpty: false,
    isExplicitNull: false,
    hasChildren: true,
    children: () => [],
    ...overrides,
  };
}

/** A branch with so many leaves, which counts how often they are made. */
function aBranch(path: string, count: number, made: string[]): FormatNode {
  const leaf = (index: number) => aNode(`${path}[${index}]`, { hasChildren: false });
  return aNode(path, {
    children: () => {
      made.push(path);
      return Array.from({ length: count }, (_, index) => leaf(index));
    },
  });
}

describe('kept children', () => {
  it('keeps a list larger than all it may keep while something below it is read', () => {
    const made: string[] = [];
    const childrenOf = createKeptChildren(100);
    const root = aBranch('entry', 500, made);
    for (let index = 0; index < 50; index += 1) {
      expect(childrenOf(root).count).toBe(500);
      childrenOf(aBranch(`entry[${index}]`, 10, made));
    }
    expect(made.filter((path) => path === 'entry')).toEqual(['entry']);
  });

  it('lets the list go that was not looked at for longest', () => {
    const made: string[] = [];
    const childrenOf = createKeptChildren(100);
    const [a, b, c] = ['a', 'b', 'c'].map((path) => aBranch(path, 40, made));
    for (const node of [a!, b!, a!, c!, a!, b!]) childrenOf(node);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});

describe('overlappingIn', () => {
  const edge = fc.nat({ max: 40 });
  const span = fc.tuple(edge, edge).map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]);

  it('finds the same nodes by halves as one by one, ordered or not', () => {
    fc.assert(
      fc.property(fc.array(span), fc.boolean(), span, (spans, isSorted, wanted) => {
        const inOrder = isSorted ? spans.toSorted(([a, b], [c, d]) => a - c || b - d) : spans;
        const level = levelOf(inOrder.map((each, index) => aNode(`a[${index}]`, { span: each })));
        const each = inOrder.flatMap((one, index) => (doesOverlap(one, wanted) ? [index] : []));
        expect(overlappingIn(level, wanted)).toEqual(each);
      }),
    );
  });
});

describe('a body with very many entries at one level', () => {
  it('masks the rows at its end without making all entries for each', () => {
    const person = { resource: { resourceType: 'Patient', name: [{ family: 'Testesen' }] } };
    const other = { resource: { resourceType: 'Basic', id: 'b' } };
    const entry = [person, ...Array.from({ length: 110_000 }, () => other), person];
    const text = JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }).replaceAll('},{', '},\n{');
    const document = openDocument({ bytes: new TextEncoder().encode(text), encoding: 'UTF-8', fidelity: 'wire' });
    const startedAt = performance.now();
    const { items } = readRows(document, createShownText(document, true), {
      from: document.rows.count - 100,
      count: 100,
    });
    // Twenty times what it takes; made anew for each row it is half a minute.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(items.at(-1)?.text).toContain('name •');
    expect(JSON.stringify(items)).not.toContain('Testesen');
  });
});
