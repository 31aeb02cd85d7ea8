import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, expectInside, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { expectPatchRestores } from '../../../test/patches.ts';
import { encodings, letters, randomText, writeText } from '../../../test/random/random-text.ts';
import type { FormatNode } from '../format.ts';
import { fhirFormat } from './fhir-format.ts';

/** A resource with values of every kind, known and unknown properties, two of one name, and names that need escapes. */
function randomResource(letter: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const text = fc
    .array(fc.oneof(letter, fc.constantFrom('a', ' ', '\\n', '\\u00e6', '\\ud83d\\ude00', '\\/', '\\"')), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => `"${parts.join('')}"`);
  const blank = fc.constantFrom('', '', ' ', '\n  ', '\r\n\t');
  const value = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.oneof(text, fc.constantFrom('1', '-0.50e3', 'true', 'false', 'null', '5.10', '{}', '[ ]')),
      listOf(tie('value'), blank, '[]'),
      listOf(property(tie('value'), blank), blank, '{}'),
    ),
  })).value;
  return fc
    .tuple(
      fc.constantFrom('Patient', 'Observation', 'Bundle', 'Oddity'),
      fc.array(property(value, blank), { maxLength: 6 }),
      blank,
    )
    .map(
      ([type, properties, gap]) =>
        `{${gap}${[`"resourceType"${gap}: "${type}"`, ...properties].join(`${gap},${gap}`)}${gap}}`,
    );
}

function property(value: fc.Arbitrary<string>, blank: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const name = fc.constantFrom(
    '"id"',
    '"name"',
    '"family"',
    '"valueString"',
    '"active"',
    '"a b"',
    '"\\u00e6\\"."',
    '""',
    '"entry"',
  );
  return fc.tuple(name, blank, value).map(([key, gap, text]) => `${key}${gap}:${gap}${text}`);
}

function listOf(item: fc.Arbitrary<string>, blank: fc.Arbitrary<string>, [open, close]: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(item, { maxLength: 3 }), blank)
    .map(([items, gap]) => `${open}${gap}${items.join(`,${gap}`)}${gap}${close}`);
}

const randomBody = fc
  .constantFrom(...encodings)
  .chain((encoding) =>
    fc
      .tuple(randomResource(fc.constantFrom(...letters[encoding])), fc.constantFrom(null, null, encoding))
      .map(([json, stated]) => ({ bytes: writeText(json, encoding), options: { statedEncoding: stated } })),
  );

const textsOf = (leaves: readonly FormatNode[]) => leaves.map(({ path, text }) => [path, text ?? '']);

describe('fhir-json splice, for resources in any character set', () => {
  it('reads back every text that fits the kind of the value, changes nothing else, and has spans inside each other', () => {
    let madeCount = 0;
    fc.assert(
      fc.property(
        randomBody,
        fc.nat(),
        fc.oneof(randomText, fc.constantFrom('7', 'true', '-1.50')),
        ({ bytes, options }, at, text) => {
          expect(fhirFormat.splice(bytes, [], options)).toEqual({ kind: 'spliced', bytes, changes: [] });
          const before = fhirFormat.parse(bytes, options);
          expectInside(before.nodes, [0, bytes.length]);
          const leaves = allLeaves(before.nodes);
          const leaf = leaves[at % leaves.length];
          if (leaf === undefined) return;
          const result = fhirFormat.splice(bytes, [{ path: leaf.path, text }], options);
          const isString = bytes[leaf.span[0] - 1] === 0x22;
          const mustBeMade = text === (leaf.text ?? '') || (isString && text !== '' && !leaf.path.endsWith('~name'));
          if (result.kind === 'rejected') {
            const half = /\p{Surrogate}/u.exec(text)?.[0].codePointAt(0)?.toString(16).toUpperCase();
            if (isString && half !== undefined)
              expect([result.reason, result.character]).toEqual(['not-encodable', `U+${half}`]);
            else if (mustBeMade) expect([result.reason, before.charset.reason]).toEqual(['other-charset', 'fallback']);
            return;
          }
          madeCount += 1;
          expectOnlyReportedChanges(bytes, result);
          expectPatchRestores(bytes, result);
          const after = fhirFormat.parse(result.bytes, options);
          const expected = textsOf(leaves).map(([path, old]) => [path, path === leaf.path ? text : old]);
          expect(textsOf(allLeaves(after.nodes))).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
    expect(madeCount).toBeGreaterThan(700);
  });
});
