import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, expectInside, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { expectPatchRestores } from '../../../test/patches.ts';
import {
  type Encoding,
  encodings,
  isWritable,
  letters,
  randomText,
  writeText,
} from '../../../test/random/random-text.ts';
import type { FormatNode, ParsedMessage } from '../format.ts';
import { kithXmlFormat } from './kith-xml-format.ts';

const samples = ['epikrise-1.2', 'henvisning-1.1', 'rekvisisjon-1.6'].map((name) =>
  readFileSync(new URL(`fixtures/${name}.xml`, import.meta.url), 'utf8').replace(/^<\?xml[^>]*>\s*/, ''),
);

/** A value as XML writes it: plain, by references, in a CDATA section, with a comment in the middle. */
function randomContent(encoding: Encoding): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    'a',
    '7 ',
    '&#xe6;',
    '&amp;',
    '<![CDATA[<&]]>',
    '<!-- x -->',
    '\t',
    ...letters[encoding],
  );
  return fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
}

function randomElement(encoding: Encoding): fc.Arbitrary<string> {
  const attribute = fc
    .tuple(fc.constantFrom('V', 'DN', 'S', 'OT', 'x:y'), fc.constantFrom('"', "'"), randomContent(encoding))
    .map(([name, mark, value]) => [name, `${mark}${value.replaceAll(/<[^>]*>+|\]\]>/g, '')}${mark}`] as const);
  return fc.letrec<{ tree: string; element: string }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, randomContent(encoding), tie('element')),
    element: fc
      .record({
        name: fc.constantFrom('Name', 'Id', 'ResultItem', 'Patient', 'b:Comment'),
        attributes: fc.uniqueArray(attribute, { maxLength: 3, selector: ([name]) => name }),
        inner: fc.array(tie('tree'), { maxLength: 4 }),
        isEmptyTag: fc.boolean(),
      })
      .map(({ name, attributes, inner, isEmptyTag }) => {
        const start = `<${name}${attributes.map(([key, value]) => ` ${key}=${value}`).join('')}`;
        return isEmptyTag && inner.length === 0 ? `${start} />` : `${start}>${inner.join('')}</${name}>`;
      }),
  })).element;
}

const randomMessage = fc.constantFrom(...encodings).chain((encoding) =>
  fc
    .record({
      xml: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...samples).map((xml) => fitted(xml, encoding)) },
        {
          weight: 9,
          arbitrary: randomElement(encoding).map(
            (xml) => `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15">${xml}</Message>`,
          ),
        },
      ),
      declared: fc.constantFrom(
        '',
        `encoding="${encoding}"`,
        `encoding='${encoding.toUpperCase()}'`,
        'encoding="utf-8"',
      ),
      stated: fc.constantFrom(null, null, encoding),
    })
    .map(({ xml, declared, stated }) => ({
      bytes: writeText(`${declared === '' ? '' : `<?xml version="1.0" ${declared}?>\r\n`}${xml}`, encoding),
      options: { statedEncoding: stated },
    })),
);

function fitted(xml: string, encoding: Encoding): string {
  return Array.from(xml, (character) => (isWritable(character, encoding) ? character : 'o')).join('');
}

const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;
/** What is wrong with the form of the XML. */
const rulesOf = ({ problems }: ParsedMessage) =>
  problems.map(({ rule }) => rule).filter((rule) => rule.startsWith('xml.'));
const textsOf = (leaves: readonly FormatNode[]) => leaves.map(({ path, text }) => [path, text]);

describe('kith-xml splice, for messages in any character set', () => {
  it('reads back every text that XML can hold, changes nothing else, and refuses the others naming the character', () => {
    let madeCount = 0;
    fc.assert(
      fc.property(randomMessage, fc.nat(), randomText, ({ bytes, options }, at, text) => {
        expect(kithXmlFormat.splice(bytes, [], options)).toEqual({ kind: 'spliced', bytes, changes: [] });
        const before = kithXmlFormat.parse(bytes, options);
        const leaves = allLeaves(before.nodes).filter(({ path }) => path.startsWith('/'));
        const leaf = leaves[at % leaves.length];
        if (leaf === undefined) return;
        const result = kithXmlFormat.splice(bytes, [{ path: leaf.path, text }], options);
        if (result.kind === 'rejected') {
          const code = forbidden.exec(text)?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
          const isGuess = ['fallback', 'valid-utf-8'].includes(before.charset.reason);
          expect([result.reason, result.character?.split(' ')[0]]).toEqual(
            code === undefined && isGuess ? ['other-charset', undefined] : ['not-encodable', `U+${code}`],
          );
          return;
        }
        madeCount += 1;
        if (text !== leaf.text) expect(text).not.toMatch(forbidden);
        expectOnlyReportedChanges(bytes, result);
        expectPatchRestores(bytes, result);
        const after = kithXmlFormat.parse(result.bytes, options);
        const isTextLost = leaf.path.includes('/text()') && text.trim() === '';
        const expected = textsOf(leaves).map(([path, old]) => [path, path === leaf.path ? text : old]);
        const found = allLeaves(after.nodes).filter(({ path }) => path.startsWith('/'));
        if (!isTextLost) expect(textsOf(found)).toEqual(expected);
        expect(rulesOf(after)).toEqual(rulesOf(before));
      }),
      { numRuns: 1000 },
    );
    expect(madeCount).toBeGreaterThan(500);
  });

  it('has every span inside the body and the one above', () => {
    fc.assert(
      fc.property(randomMessage, ({ bytes, options }) => {
        expectInside(kithXmlFormat.parse(bytes, options).nodes, [0, bytes.length]);
      }),
    );
  });
});
