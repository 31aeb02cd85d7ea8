import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { escapeXmlAttribute, escapeXmlText } from './escape-xml.ts';
import { parseXml, parseXmlInTurns, tokenizeXml } from './parse-xml.ts';
import type { XmlElement } from './xml-element.ts';

const rules = (xml: string) => parseXml(encodeUtf8(xml)).problems.map((problem) => problem.rule);

function rootOf(xml: string): XmlElement {
  const { root } = parseXml(encodeUtf8(xml));
  if (root === null) throw new Error('no root');
  return root;
}

describe('parseXml', () => {
  it('keeps every character reference, also those XML 1.0 forbids', () => {
    expect(rootOf('<a>x&#x2;&#x0;&#11;&#xd;\n&#xd83d;&#xde00;&#x1f600;&amp;lt;</a>').text()).toBe(
      'x\u0002\u0000\u000b\r\n😀😀&lt;',
    );
  });

  it('resolves no reference that another one made', () => {
    expect(rootOf('<a>&amp;#xd;&amp;lt;&amp;amp;&#xd;&quot;&apos;</a>').text()).toBe('&#xd;&lt;&amp;\r"\'');
    expect(rootOf('<a>&amp;#xd;&#38;lt;&#x26;amp;</a>').text()).toBe('&#xd;&lt;&amp;');
  });

  it('leaves unknown entities and impossible numbers as written', () => {
    expect(rootOf('<a>&nbsp;&#x110000;&#xzz;& &;</a>').text()).toBe('&nbsp;&#x110000;&#xzz;& &;');
  });

  it('expands no declared entity', () => {
    const xml = '<!DOCTYPE a [<!ENTITY b "c>c">]><a>&b;</a>';
    expect(rootOf(xml).text()).toBe('&b;');
    expect(rules(xml)).toEqual(['xml.doctype']);
  });

  it('reads CDATA, comments and instructions without mistaking their content for markup', () => {
    const root = rootOf('<?xml version="1.0"?><!-- <x> --><a>1<![CDATA[<b>&amp;]]]>]]>2<!---->3<?p <z> ?></a>');
    expect(root.text()).toBe('1<b>&amp;]]]>23');
    expect(root.children).toEqual([]);
  });

  it('gives byte spans of elements, content and attribute values', () => {
    const xml = '<å><b c="ø&lt;" d=\'2\' e=3 f/>æ</å>';
    const bytes = encodeUtf8(xml);
    const root = parseXml(bytes).root;
    const child = root?.children[0];
    expect(root?.span).toEqual([0, bytes.length]);
    const attributes = child?.attributes ?? [];
    expect(attributes.map(({ name, value }) => [name, value])).toEqual([
      ['c', 'ø<'],
      ['d', '2'],
      ['e', '3'],
      ['f', ''],
    ]);
    const [start, end] = attributes[0]?.span ?? [0, 0];
    expect(new TextDecoder().decode(bytes.subarray(start, end))).toBe('ø&lt;');
    expect(new TextDecoder().decode(bytes.subarray(...(root?.contentSpan ?? [0, 0])))).toBe(xml.slice(3, -4));
  });

  it('finds elements with and without their prefix', () => {
    const root = rootOf('<m:a xmlns:m="u"><m:b><c>1</c></m:b><b>2</b><d/></m:a>');
    expect(root.localName).toBe('a');
    expect(root.textAt('b/c')).toBe('1');
    expect(root.all('b').length).toBe(2);
    expect(root.all('m:b').length).toBe(1);
    expect(root.textAt('d')).toBe('');
    expect(root.textAt('e/f')).toBeNull();
    expect(root.attribute('xmlns:m')).toBe('u');
    expect(root.attribute('x')).toBeNull();
  });

  it('closes what is open and says so when end tags are missing or crossed', () => {
    expect(rules('<a><b>1</a>')).toEqual(['xml.unclosed-element']);
    expect(rules('<a><b>1')).toEqual(['xml.unclosed-element', 'xml.unclosed-element']);
    expect(rules('<a></c></a>')).toEqual(['xml.stray-end-tag']);
    expect(rootOf('<a><b>1</a>').textAt('b')).toBe('1');
  });

  it('reports markup that is cut off, with its span', () => {
    for (const xml of [
      '<a>x<',
      '<a>x<b',
      '<a>x</',
      '<a>x<!--',
      '<a>x<![CDA',
      '<a>x<![CDATA[',
      '<a>x<?b',
      '<a>x<b c="',
      '<a>x<!DOC',
    ]) {
      const { problems } = parseXml(encodeUtf8(xml));
      expect(problems[0]?.rule, xml).toBe('xml.cut-off');
      expect(problems[0]?.span, xml).toEqual([4, xml.length]);
    }
  });

  it('reads a less-than sign that begins nothing as text', () => {
    expect(rootOf('<a>1 < 2 <<b/>3</a>').text()).toBe('1 < 2 <3');
    expect(rules('<a>1 < 2</a>')).toEqual(['xml.stray-less-than']);
  });

  it('reports what stands outside the root but not a byte order mark', () => {
    expect(rules('\ufeff<a/>\n')).toEqual([]);
    expect(rules('<a/>x')).toEqual(['xml.outside-root']);
    expect(rules('<a/><b/>')).toEqual(['xml.outside-root']);
    expect(rules('')).toEqual(['xml.no-root']);
    expect(rules('hello')).toEqual(['xml.outside-root', 'xml.no-root']);
  });

  it('bounds depth and number of elements without recursion', () => {
    const deep = parseXml(encodeUtf8('<a>'.repeat(200_000) + '</a>'.repeat(200_000)));
    expect(deep.elementCount).toBe(256);
    expect(deep.problems.map((problem) => problem.rule)).toEqual(['xml.too-deep']);
    const many = parseXml(encodeUtf8(`<a>${'<b/>'.repeat(50)}</a>`), { maxElements: 10 });
    expect(many.root?.children.length).toBe(9);
    expect(many.problems.map((problem) => problem.rule)).toContain('xml.too-many-elements');
  });

  it('lists a bounded number of problems for garbage', () => {
    expect(rules('</a>'.repeat(10_000)).length).toBe(201);
  });

  it('never throws and covers the input with tokens, whatever the bytes', () => {
    const noise = fc.array(
      fc.constantFrom('<', '>', '/', 'a', '"', "'", '!', '--', '[CDATA[', ']]>', '?', ' ', '=', '&#x2;', '\u0000', 'ø'),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(noise, fc.uint8Array({ maxLength: 20 }), (parts, tail) => {
        const bytes = Uint8Array.from([...encodeUtf8(parts.join('')), ...tail]);
        visit(parseXml(bytes).root);
        const { tokens, problems } = tokenizeXml(bytes);
        let at = 0;
        for (const token of tokens) {
          expect(token.start).toBe(at);
          expect(token.end).toBeGreaterThan(token.start);
          at = token.end;
        }
        const rest = problems.find((problem) => problem.rule === 'xml.cut-off')?.span;
        expect(rest ?? [at, at]).toEqual([at, bytes.length]);
      }),
    );
  });

  it('reads the same tree in turns, wherever the pieces are cut', async () => {
    const entry = (index: number) =>
      `<e i="${index}">æ&amp;${'x'.repeat(index % 97)}<![CDATA[<${index}>]]><!-- c --></e>`;
    const text = `<list>${Array.from({ length: 30_000 }, (_, index) => entry(index)).join('')}</list`;
    let turns = 0;
    const bytes = encodeUtf8(text);
    const inTurns = await parseXmlInTurns(bytes, () => {
      turns += 1;
      return Promise.resolve();
    });
    const atOnce = parseXml(bytes);
    expect(turns).toBe(Math.ceil(bytes.length / 1024 / 1024) - 1);
    expect(inTurns.problems).toEqual(atOnce.problems);
    expect(inTurns.root?.children.map((child) => child.text())).toEqual(
      atOnce.root?.children.map((child) => child.text()),
    );
  });

  it('reads back any text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const root = rootOf(`<a b="${escapeXmlAttribute(text)}">${escapeXmlText(text)}</a>`);
        expect(root.text()).toBe(text);
        expect(root.attribute('b')).toBe(text);
      }),
    );
  });
});

describe('escapeXmlText', () => {
  it('writes CR and control characters as references and keeps line feeds', () => {
    expect(escapeXmlText('a\r\n\u0002\u0000<&>"\u0085\ud800')).toBe('a&#xd;\n&#x2;&#x0;&lt;&amp;&gt;"&#x85;&#xd800;');
    expect(escapeXmlAttribute('"\t\n')).toBe('&quot;&#x9;&#xa;');
  });
});

function visit(element: XmlElement | null): void {
  if (element === null) return;
  element.text();
  for (const { span } of element.attributes) expect(span[0]).toBeLessThanOrEqual(span[1]);
  element.children.forEach(visit);
}
