import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, allNodes, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';
import { xmlFormat } from './xml-format.ts';
import { createXmlSplice } from './xml-splice.ts';

const options = { statedEncoding: null };
const splice = createXmlSplice(new Set(['OT', 'DN']));

function spliced(text: string, path: string, value: string): string {
  const result = splice(encodeUtf8(text), [{ path, text: value }], options);
  return result.kind === 'spliced' ? decodeUtf8(result.bytes) : `${result.reason} ${result.character}`;
}

describe('createXmlSplice', () => {
  it('adds an attribute it may add, behind the last one', () => {
    expect(spliced('<a><E V="1"/></a>', '/a/E/@OT', 'x "y" <z>')).toBe(
      '<a><E V="1" OT="x &quot;y&quot; &lt;z&gt;"/></a>',
    );
    expect(spliced("<a><E V='1' >t</E></a>", '/a/E/@DN', 'x')).toBe(`<a><E V='1' DN="x" >t</E></a>`);
  });

  it('adds none of another name, none to an element without attributes and none behind one without quotes', () => {
    expect(spliced('<a><E V="1"/></a>', '/a/E/@Q', 'x')).toBe('no-such-path null');
    expect(spliced('<a><E>t</E></a>', '/a/E/@OT', 'x')).toBe('no-such-path null');
    expect(spliced('<a><E V=1></E></a>', '/a/E/@OT', 'x')).toBe('not-editable null');
  });

  it('refuses what XML forbids, and names the character', () => {
    expect(spliced('<a>1</a>', '/a', 'x\u0001y')).toBe('not-encodable U+0001');
    expect(spliced('<a>1</a>', '/a', 'x\ud800')).toMatch(/^not-encodable U\+D800/);
    expect(spliced('<a>1</a>', '/a', '\u0085\r\n\t😀')).toBe('<a>&#x85;&#xd;\n\t😀</a>');
  });

  it('leaves a forbidden character that is there already', () => {
    expect(spliced('<a>&#x1;</a>', '/a', '\u0001')).toBe('<a>&#x1;</a>');
  });

  it('refuses an edit that makes the rest of the message read otherwise', () => {
    // Windows-1252 by the one byte that is no UTF-8; without it the other two would be read as one letter.
    const bytes = Uint8Array.from('<a><b>\u00f8</b><c>\u00c3\u00b8</c></a>', (character) => character.charCodeAt(0));
    const result = splice(bytes, [{ path: '/a/b', text: 'o' }], options);
    expect(result.kind === 'rejected' && result.reason).toBe('other-charset');
    expect(splice(bytes, [{ path: '/a/c', text: 'o' }], options).kind).toBe('spliced');
  });

  it('gives back any text that XML can hold, at any place, and changes nothing else', () => {
    const xml = encodeUtf8(
      '<?xml version="1.0"?><a k="1"><b>æ</b><c/>mixed<d t=\'2\'>text</d><e><![CDATA[x]]></e></a>',
    );
    const leaves = allLeaves(xmlFormat.parse(xml, options).nodes).filter(({ path }) => path.startsWith('/'));
    const value = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.constantFrom(...leaves), value, ({ path }, text) => {
        const result = splice(xml, [{ path, text }], options);
        const isForbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(text);
        expect(result.kind).toBe(isForbidden ? 'rejected' : 'spliced');
        if (result.kind === 'rejected') return;
        expectOnlyReportedChanges(xml, result);
        const isLost = path === '/a/text()' && text.trim() === '';
        const after = allNodes(xmlFormat.parse(result.bytes, options).nodes).find((node) => node.path === path);
        expect(after?.text ?? '').toBe(isLost ? '' : text);
      }),
      { numRuns: 400 },
    );
  });
});
