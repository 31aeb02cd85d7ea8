import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../../test/corpus.ts';
import { allNodes } from '../../../test/formats.ts';
import type { Measurement } from '../format.ts';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { kithXmlFormat } from './kith-xml-format.ts';

const options = { statedEncoding: null };
const corpus = createCorpus('kith', ['.xml']);

function measure(items: string, subjects = ''): Measurement[] {
  const xml = `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"><ServReport><Patient>${subjects}${items}</Patient></ServReport></Message>`;
  return kithXmlFormat.measurements(encodeUtf8(xml), options);
}

describe('kith measurements', () => {
  corpus.it('gives every number with code, unit, range, status and specimen, at the place of its node', (files) => {
    const bytes = files.find(({ name }) => name.startsWith('svar_01'))?.bytes ?? new Uint8Array();
    const measured = kithXmlFormat.measurements(bytes, options);
    expect(measured.map(({ code, comparator, value, unit }) => [code, comparator, value, unit])).toEqual([
      ['NPU03230', null, '4.1', 'mmol/L'],
      ['NPU03429', null, '140', 'mmol/L'],
      ['NPU04998', null, '72', 'umol/L'],
      ['NPU19748', '<', '5', 'mg/L'],
      ['NOR05172', null, '14.2', 'g/dL'],
      ['NPU27300', null, '39', 'mmol/mol'],
      ['NPU02593', null, '6.3', '10E9/L'],
      ['NPU01685', null, '1.0', null],
    ]);
    expect(measured[0]).toMatchObject({
      codeSystem: '2.16.578.1.12.4.1.1.7280',
      codeText: 'P-Kalium',
      valueType: 'PQ',
      range: '3,6 - 4,6',
      status: '3',
      specimen: 'Plasma',
    });
    const nodes = allNodes(kithXmlFormat.parse(bytes, options).nodes);
    for (const { path, span } of measured) expect(nodes.find((node) => node.path === path)?.span, path).toEqual(span);
  });

  corpus.it('keeps a decimal comma, and the micro sign of a file in ISO-8859-1', (files) => {
    const measured = (start: string) =>
      kithXmlFormat.measurements(files.find(({ name }) => name.startsWith(start))?.bytes ?? new Uint8Array(), options);
    expect(measured('svar_07').map(({ value }) => value)).toEqual(['4,1']);
    expect(measured('svar_06').map(({ unit }) => unit)).toEqual(['µmol/L', 'µg/L']);
    expect(measured('svar_10').map(({ comparator }) => comparator)).toEqual(['<', '>']);
    expect(measured('svar_02')[0]?.flag).toBe('Over øvre referansegrense');
  });

  it('reads results within results and the specimen that each names', () => {
    const subjects =
      '<AnalysedSubject><TypeCoded V="U" DN="Urin"/><IdByServProvider>1</IdByServProvider>' +
      '<AnalysedSubject><Type>Isolat</Type><IdByServProvider>2</IdByServProvider></AnalysedSubject></AnalysedSubject>';
    const inner =
      '<ResultItem><TextResult><TextCode V="S" DN="Følsom"/></TextResult><RefAnalysedSubject>2</RefAnalysedSubject></ResultItem>';
    const items = `<ResultItem><TextResult><TextResultValue>E. coli</TextResultValue></TextResult><RefAnalysedSubject>1</RefAnalysedSubject>${inner}</ResultItem>`;
    expect(measure(items, subjects).map(({ value, valueType, specimen }) => [value, valueType, specimen])).toEqual([
      ['E. coli', 'ST', 'Urin'],
      ['Følsom', 'CV', 'Isolat'],
    ]);
  });

  it('leaves prose out and takes a comparator out of a text', () => {
    const text = (value: string) =>
      `<ResultItem><TextResult><TextResultValue>${value}</TextResultValue><Unit>mg/L</Unit></TextResult></ResultItem>`;
    const measured = measure(text('&lt; 5') + text(`Vekst ${'av normalflora '.repeat(9)}`));
    expect(measured.map(({ comparator, value, unit }) => [comparator, value, unit])).toEqual([['<', '5', 'mg/L']]);
  });

  it('gives the limits of an interval and a date', () => {
    const items =
      '<ResultItem><Interval><Low V="2" U="g"/><High V="3" U="g"/></Interval></ResultItem><ResultItem><DateResult><DateResultValue V="2026-03-02"/></DateResult></ResultItem>';
    expect(measure(items).map(({ comparator, value, valueType }) => [comparator, value, valueType])).toEqual([
      ['>=', '2', 'PQ'],
      ['<=', '3', 'PQ'],
      [null, '2026-03-02', 'TS'],
    ]);
  });

  it('gives nothing for a result without a value', () => {
    expect(
      measure('<ResultItem><NumResult><NumResultValue V="" U="g"/></NumResult></ResultItem><ResultItem/>'),
    ).toEqual([]);
  });
});
