import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, allNodes } from '../../../test/formats.ts';
import type { FormatNode } from '../format.ts';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { jsonFormat } from './json-format.ts';

const options = { statedEncoding: null };
const parse = (text: string) => jsonFormat.parse(encodeUtf8(text), options);
const rulesOf = (text: string) => parse(text).problems.map(({ rule }) => rule.replace('json.', ''));

/** The value as JSON.parse gives it, put together from the nodes alone. */
function treeValue(text: string, nodes: FormatNode[]): unknown {
  const shape = text.trim()[0];
  if (nodes[0]?.path === '$') return scalarOf(text, nodes[0]);
  return shape === '[' ? nodes.map((node) => nodeValue(text, node)) : objectOf(text, nodes);
}

function objectOf(text: string, nodes: FormatNode[]): unknown {
  const names = nodes.filter((node) => !node.path.endsWith('~name'));
  const hidden = new Map(nodes.filter((node) => node.path.endsWith('~name')).map((node) => [node.path, node.text]));
  // As JSON.parse makes own properties, also of `__proto__`.
  return Object.fromEntries(
    names.map((node) => {
      const name = hidden.get(`${node.path}~name`);
      return [name === undefined ? node.name : JSON.parse(`"${name}"`), nodeValue(text, node)];
    }),
  );
}

function nodeValue(text: string, node: FormatNode): unknown {
  if (!node.hasChildren) return scalarOf(text, node);
  const children = node.children();
  return children[0]?.path.endsWith('[0]') && children[0].path === `${node.path}[0]`
    ? children.map((child) => nodeValue(text, child))
    : objectOf(text, children);
}

function scalarOf(text: string, node: FormatNode): unknown {
  const bytes = Buffer.from(text);
  const [start, end] = node.span;
  if (bytes[start - 1] === 0x22 && bytes[end] === 0x22) return node.text;
  return JSON.parse(bytes.subarray(start, end).toString());
}

describe('json index', () => {
  it('agrees with JSON.parse on any JSON text, at any indentation', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2, 7), (json, space) => {
        const text = JSON.stringify(JSON.parse(json), null, space);
        const parsed = parse(text);
        expect(parsed.problems.filter(({ rule }) => rule.startsWith('json.'))).toEqual([]);
        expect(treeValue(text, parsed.nodes)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('reports a problem where JSON.parse refuses, and none where it does not', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b\\n"',
      '"\\x"',
      '1',
      '-0.5e3',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        const found = rulesOf(text).filter((rule) => rule !== 'duplicate-name');
        expect(found.length === 0, `${text} ${found.join()}`).toBe(isJson);
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws and keeps spans in order, cut off at every byte', () => {
    const body = encodeUtf8('{"a":[1,{"b\\u00e6":"ø\\n","c":null}],"d":{"e":true,"f":[]}, "g" : -1.50e+3}');
    for (let length = 0; length <= body.length; length += 1) {
      const { nodes, problems } = jsonFormat.parse(body.subarray(0, length), options);
      for (const node of allNodes(nodes)) {
        expect(node.span[0] <= node.span[1] && node.span[1] <= length).toBe(true);
        for (const child of node.children())
          expect(child.span[0] >= node.span[0] && child.span[1] <= node.span[1], `${length} ${child.path}`).toBe(true);
      }
      if (length < body.length) expect(problems.length, String(length)).toBeGreaterThan(0);
    }
  });

  it('names what is wrong', () => {
    expect(rulesOf('')).toEqual(['empty']);
    expect(rulesOf('{"a":1,}')).toEqual(['trailing-comma']);
    expect(rulesOf('[1,,2]')).toEqual(['value-missing']);
    expect(rulesOf('{"a" 1}')).toEqual(['colon-missing']);
    expect(rulesOf('{"a":1 "b":2}')).toEqual(['comma-missing']);
    expect(rulesOf('{"a"}')).toEqual(['value-missing']);
    expect(rulesOf('{"a":}')).toEqual(['value-missing']);
    expect(rulesOf('{a:1}')).toEqual(['name-unquoted']);
    expect(rulesOf('{1}')).toEqual(['name-missing']);
    expect(rulesOf('{"a":[1}')).toEqual(['unclosed']);
    expect(rulesOf('[1]]')).toEqual(['behind-root']);
    expect(rulesOf('[}1]')).toEqual(['stray-sign']);
    expect(rulesOf('[NaN]')).toEqual(['invalid-value']);
    expect(rulesOf('["\\q"]')).toEqual(['invalid-escape']);
    expect(rulesOf('["\t"]')).toEqual(['control-character']);
    expect(rulesOf('{"a":1,"b":2,"a":3}')).toEqual(['duplicate-name']);
    expect(rulesOf('[1 /* x */]')).toEqual(['comment']);
    expect(rulesOf('\ufeff[1]')).toEqual(['byte-order-mark']);
    expect(rulesOf('{"a":"b')).toEqual(['cut-off']);
  });

  it('reads no text in UTF-16 but says what it is', () => {
    const body = Uint8Array.from(Buffer.from('\ufeff{"a":1}', 'utf16le'));
    const { nodes, problems } = jsonFormat.parse(body, options);
    expect(problems.map(({ rule }) => rule)).toContain('json.utf-16');
    expect(nodes.map(({ path, maskAs }) => [path, maskAs])).toEqual([['content()', 'text']]);
  });

  it('shows a text that is nested too deep as one masked place', () => {
    const { nodes, problems } = parse(`${'['.repeat(100_000)}1`);
    expect(nodes.map(({ path }) => path)).toEqual(['content()']);
    expect(problems.map(({ rule }) => rule)).toEqual(['json.too-deep']);
  });

  it('masks every value, comments, what follows the root, and names that are numbers of persons', () => {
    const { nodes } = parse('{"13857012345":{"a":"x"},"a":2 // Kari\n} Nordmann');
    expect(allLeaves(nodes).map(({ path, text, maskAs }) => [path, text, maskAs])).toEqual([
      ['{1}~name', '13857012345', 'fnr'],
      ['{1}.a', 'x', 'text'],
      ['a', '2', 'text'],
      ['comment()', '// Kari', 'text'],
      ['rest()', 'Nordmann', 'text'],
    ]);
  });

  it('gives properties of one name, odd names and nameless values paths of their own', () => {
    const { nodes } = parse('{"a":1,"a":2,"odd name":[3],"":4,5,"$":6,"a":{7,8}}');
    expect(allLeaves(nodes).map(({ path }) => path)).toEqual([
      'a',
      'a#2',
      '["odd name"][0]',
      '[""]',
      '{5}',
      '["$"]',
      'a#3{1}',
      'a#3{2}',
    ]);
  });
});
