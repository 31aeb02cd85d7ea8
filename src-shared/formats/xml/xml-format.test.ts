import { describe, expect, it } from 'vitest';
import { allNodes, expectOnlyReportedChanges } from '../../../test/formats.ts';
import type { Edit } from '../format.ts';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';
import { xmlFormat } from './xml-format.ts';

const options = { statedEncoding: null };
const xml =
  '<?xml version="1.0"?><m:a id="1" t=\'x\'>\n <b>æ&amp;</b><b/><b k="2">y</b>mixed<!-- --> and <![CDATA[<c>]]><d><e></e></d></m:a>';

function spliced(text: string, ...edits: Edit[]): string {
  const result = xmlFormat.splice(encodeUtf8(text), edits, options);
  if (result.kind === 'rejected') throw new Error(`${result.path} ${result.reason}`);
  expectOnlyReportedChanges(encodeUtf8(text), result);
  return decodeUtf8(result.bytes);
}

describe('xml format', () => {
  it('gives elements, attributes and pieces of mixed text as nodes', () => {
    const nodes = allNodes(xmlFormat.parse(encodeUtf8(xml), options).nodes);
    expect(nodes.map(({ path, text }) => [path, text])).toEqual([
      ['/m:a', null],
      ['/m:a/@id', '1'],
      ['/m:a/@t', 'x'],
      ['/m:a/text()', 'mixed'],
      ['/m:a/text()[2]', ' and <c>'],
      ['/m:a/b', 'æ&'],
      ['/m:a/b[2]', ''],
      ['/m:a/b[3]', null],
      ['/m:a/b[3]/@k', '2'],
      ['/m:a/b[3]/text()', 'y'],
      ['/m:a/d', null],
      ['/m:a/d/e', ''],
      ['comment()', '<!-- -->'],
    ]);
  });

  it('edits elements, empty ones, attributes and mixed text, escaped', () => {
    expect(spliced(xml, { path: '/m:a/b', text: '<1>\r' })).toBe(xml.replace('æ&amp;', '&lt;1&gt;&#xd;'));
    expect(spliced(xml, { path: '/m:a/b[2]', text: 'z' })).toBe(xml.replace('<b/>', '<b>z</b>'));
    expect(spliced(xml, { path: '/m:a/d/e', text: 'z' })).toBe(xml.replace('<e></e>', '<e>z</e>'));
    expect(spliced(xml, { path: '/m:a/@t', text: `'"` })).toBe(xml.replace("'x'", `'&#x27;&quot;'`));
    expect(spliced(xml, { path: '/m:a/text()[2]', text: '<' }, { path: '/m:a/b[3]/text()', text: '' })).toBe(
      xml.replace(' and <![CDATA[<c>]]>', '&lt;').replace('>y<', '><'),
    );
  });

  it('changes nothing when the text is the one that is shown', () => {
    expect(
      spliced(
        xml,
        { path: '/m:a/b', text: 'æ&' },
        { path: '/m:a/text()[2]', text: ' and <c>' },
        { path: '/m:a/b[2]', text: '' },
      ),
    ).toBe(xml);
  });

  it('refuses elements with elements in them, elements never closed, and unknown paths', () => {
    const reasonOf = (text: string, path: string) => {
      const result = xmlFormat.splice(encodeUtf8(text), [{ path, text: 'x' }], options);
      return result.kind === 'rejected' ? result.reason : result.kind;
    };
    expect(reasonOf(xml, '/m:a')).toBe('not-editable');
    expect(reasonOf('<a><b>1', '/a/b')).toBe('not-editable');
    expect(reasonOf('<a b=1/>', '/a/@b')).toBe('not-editable');
    expect([reasonOf(xml, '/m:a/q'), reasonOf('', '/a'), reasonOf(xml, '')]).toEqual([
      'no-such-path',
      'no-such-path',
      'no-such-path',
    ]);
  });

  it('reads and writes the declared character set, with references for what it lacks', () => {
    const latin = Uint8Array.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00f8</a>', (character) =>
      character.charCodeAt(0),
    );
    const parsed = xmlFormat.parse(latin, options);
    expect(parsed.charset).toEqual({ name: 'iso-8859-1', reason: 'xml-declaration' });
    expect(parsed.nodes[0]?.text).toBe('ø');
    const result = xmlFormat.splice(latin, [{ path: '/a', text: 'å漢' }], options);
    expect(result.kind === 'spliced' ? String.fromCharCode(...result.bytes.slice(-15)) : '').toBe(
      'a>\u00e5&#x6f22;</a>'.slice(-15),
    );
  });

  it('shows comments, what is outside the root and what is cut off', () => {
    const nodes = xmlFormat.parse(encodeUtf8('<!--1--><a/><?p 2?>3<!--4--><b c="'), options).nodes;
    expect(nodes.map(({ path, text }) => [path, text])).toEqual([
      ['/a', ''],
      ['comment()', '<!--1-->'],
      ['instruction()', '<?p 2?>'],
      ['rest()', '3<!--4--><b c="'],
    ]);
  });
});
