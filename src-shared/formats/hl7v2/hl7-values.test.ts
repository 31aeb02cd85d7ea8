import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hl7Document, openHl7, rawText, valueAt } from './hl7-document.ts';
import { allSegments } from './hl7-index.ts';
import { PlaceList, readAll, readFirst, readPlaces } from './hl7-values.ts';
import { IdSet } from './segment-code.ts';

const wanted = [2, 3, 5, 9, 12].flatMap((field) => [0, 1, 2, 4].map((component) => ({ field, component })));
const places = new PlaceList(wanted);
const results = new IdSet(['OBX']);
const twoPlaces = new PlaceList([{ field: 3 }, { field: 5 }]);

function open(text: string): Hl7Document {
  return openHl7(new TextEncoder().encode(text), { statedEncoding: null });
}

/** The same values, each looked for by itself. */
function oneByOne(document: Hl7Document): string[] {
  return [...allSegments(document.index)].flatMap((segment) =>
    wanted.map(({ field, component }) => {
      if (component > 0) return valueAt(document, segment, { field, component });
      const span = segment.fieldSpan(field);
      return span === null ? '' : rawText(document, span);
    }),
  );
}

function together(document: Hl7Document): string[] {
  const values: string[] = [];
  for (const segment of allSegments(document.index)) readPlaces(document, segment, places, values);
  return values;
}

const pieces = [
  '|',
  '||',
  '^',
  '~',
  '&',
  '\\T\\',
  '\\.br\\',
  '\\X41\\',
  '\\',
  '""',
  'æ',
  '\ufffd',
  'OBX',
  'a',
  '1.5',
  '\r',
  '\n',
  '#',
  '$',
];
const header = fc.constantFrom('MSH|^~\\&|', 'MSH#$^\\&#', 'FHS|^~\\&|', 'MSH|^|', 'MSH||', 'OBX|1|', 'msh|^~\\&|');
const body = fc
  .tuple(header, fc.array(fc.constantFrom(...pieces), { maxLength: 60 }))
  .map(([start, rest]) => `${start}${rest.join('')}`);

describe('readPlaces', () => {
  it('reads what is read of each place by itself, in any body', () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 3 }), (bodies) => {
        const document = open(bodies.join('\r'));
        expect(together(document)).toEqual(oneByOne(document));
      }),
      { numRuns: 500 },
    );
  });

  it('reads the same of a body that is too large for a copy as text', () => {
    const document = open(`MSH|^~\\&|\r${'OBX|1|NM|1234^Glucose\\T\\æ^LN||5.5^""|mmol/L\r'.repeat(2000)}`);
    expect(document.source.text).toBeNull();
    expect(together(document)).toEqual(oneByOne(document));
  });
});

describe('readAll', () => {
  it('gives the values of one segment after another, and none of those with another id', () => {
    const values: string[] = [];
    readAll(open('MSH|^~\\&|\rOBX|1|NM|A^B||1\rNTE|1|x|y\robx|2|NM|C||2~3\rOBX'), results, twoPlaces, values);
    expect(values).toEqual(['A', '1', 'C', '2', '', '']);
  });
});

describe('readFirst', () => {
  it('gives the values of the first segment only', () => {
    const values: string[] = [];
    readFirst(open('MSH|^~\\&|\rOBX|1|NM|A||1\rOBX|2|NM|B||2'), results, twoPlaces, values);
    expect(values).toEqual(['A', '1']);
  });

  it('gives an empty text for each place when there is no such segment', () => {
    const values: string[] = [];
    readFirst(open('MSH|^~\\&|'), results, twoPlaces, values);
    expect(values).toEqual(['', '']);
  });
});
