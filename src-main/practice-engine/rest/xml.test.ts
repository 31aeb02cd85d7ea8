import { describe, expect, it } from 'vitest';
import { fromJson, JsonConversionError, toJson } from './json.ts';
import { el, writeXml } from './xml.ts';
import { childrenOf, readXml, textOf } from './xml-reader.ts';

describe('writeXml', () => {
  it('tells an absent value from an empty text', () => {
    expect(writeXml(el('a', [el('b'), el('c', ''), el('d', [])]))).toBe('<a>\n  <b/>\n  <c></c>\n  <d/>\n</a>');
  });

  it('writes carriage returns and forbidden characters as references and keeps line feeds and tabs', () => {
    expect(writeXml(el('a', '<&">\'\r\n\t\u0002\u000b\u0000ø'))).toBe(
      '<a>&lt;&amp;&quot;&gt;&apos;&#xd;\n\t&#x2;&#xb;&#x0;ø</a>',
    );
  });
});

describe('readXml', () => {
  it.each(['plain', 'a\rb', '\u0002\u000b\u0000', '<&>"\'', 'æøå 😀', ' spaces ', ''])(
    'reads back what was written: %j',
    (text) => {
      expect(textOf(readXml(writeXml(el('a', text))))).toBe(text);
    },
  );

  it('reads children, attributes, an XML declaration and self-closed elements', () => {
    const root = readXml('<?xml version="1.0"?>\n<a x="1&amp;2"><b/><c>t</c></a>');
    expect(root?.attributes).toEqual([['x', '1&2']]);
    expect(childrenOf(root ?? el('none')).map((child) => [child.name, textOf(child)])).toEqual([
      ['b', ''],
      ['c', 't'],
    ]);
  });

  it.each([
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<!DOCTYPE a><a/>',
    '<a><![CDATA[x]]></a>',
    '<a',
    `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`,
  ])('refuses %j', (text) => {
    expect(readXml(text)).toBeNull();
  });
});

describe('toJson', () => {
  it('loses types where the real converter loses them', () => {
    expect(
      toJson(
        el('a', [
          el('x', '12345'),
          el('x', '1.10'),
          el('x', '00123'),
          el('x', 'true'),
          el('x', ''),
          el('x', '-0'),
          el('x', '1e5'),
        ]),
      ),
    ).toBe('{"a":{"x":[12345,1.10,"00123",true,null,0,1E+5]}}');
  });

  it('fails on a control character', () => {
    expect(() => toJson(el('a', 'x\u0002'))).toThrow(JsonConversionError);
  });

  it('writes a list of none, one and two differently', () => {
    expect(toJson(el('list'))).toBe('{"list":null}');
    expect(toJson(el('list', [el('m', 'x')]))).toBe('{"list":{"m":"x"}}');
    expect(toJson(el('list', [el('m', 'x'), el('m', 'y')]))).toBe('{"list":{"m":["x","y"]}}');
  });
});

describe('fromJson', () => {
  it('turns carriage returns into line feeds', () => {
    expect(textOf(fromJson('{"a":"x\\ry"}'))).toBe('x\ny');
  });

  it.each(['', '{', '[]', '"x"', '{"a":1,"b":2}'])('refuses %j', (text) => {
    expect(fromJson(text)).toBeNull();
  });
});
