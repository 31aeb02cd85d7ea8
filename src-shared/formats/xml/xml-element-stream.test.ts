import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';
import { createXmlElementStream, type XmlElementStreamOptions, type XmlStreamItem } from './xml-element-stream.ts';

const page =
  '<?xml version="1.0"?><list note="a>b"><!-- <message> --><message id="1"><raw>PID|Ødegård&#xd;&#x2;</raw><message>inner</message></message>\n' +
  '<other/><message/><message><raw><![CDATA[</message>]]>😀</raw></message></list>';

function read(chunks: Uint8Array[], options: Partial<XmlElementStreamOptions> = {}) {
  const stream = createXmlElementStream({ elementName: 'message', maxElementBytes: 1000, ...options });
  const items = chunks.flatMap((chunk) => stream.push(chunk));
  return { items, end: stream.end() };
}

const textOf = (item: XmlStreamItem) => (item.kind === 'element' ? decodeUtf8(item.bytes) : item.kind);

describe('createXmlElementStream', () => {
  it('gives the same elements however the stream is cut', () => {
    const bytes = encodeUtf8(page);
    const whole = read([bytes]);
    expect(whole.items.map(textOf)).toEqual([
      '<message id="1"><raw>PID|Ødegård&#xd;&#x2;</raw><message>inner</message></message>',
      '<message/>',
      '<message><raw><![CDATA[</message>]]>😀</raw></message>',
    ]);
    expect(whole.end).toEqual({ rootName: 'list', isComplete: true, sizeBytes: bytes.length, unfinished: null });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 30 }), (cuts) => {
        const sorted = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = sorted.slice(1).map((end, index) => bytes.slice(sorted[index], end));
        const parts = read(chunks);
        expect(parts.items.map(textOf)).toEqual(whole.items.map(textOf));
        expect(parts.items.map((item) => item.startOffset)).toEqual(whole.items.map((item) => item.startOffset));
        expect(parts.end).toEqual(whole.end);
      }),
    );
  });

  it('gives the same elements when every byte comes alone', () => {
    const chunks = Array.from(encodeUtf8(page), (byte) => Uint8Array.of(byte));
    expect(read(chunks).items.map(textOf)).toEqual(read([encodeUtf8(page)]).items.map(textOf));
  });

  it('gives a tree whose text has its references resolved', () => {
    const [first] = read([encodeUtf8(page)]).items;
    expect(first?.kind === 'element' ? first.tree()?.textAt('raw') : null).toBe('PID|Ødegård\r\u0002');
  });

  it('takes only elements of the wanted depth when one is given', () => {
    const xml = encodeUtf8('<message><a><message>1</message></a><message>2</message></message>');
    expect(read([xml], { depth: 2 }).items.map(textOf)).toEqual(['<message>2</message>']);
    expect(read([xml], { depth: 3 }).items.map(textOf)).toEqual(['<message>1</message>']);
  });

  it('reports an element over the limit with its beginning and goes on with the next', () => {
    const large = `<message><messageId>77</messageId><raw>${'x'.repeat(50_000)}</raw></message>`;
    const bytes = encodeUtf8(`<list>${large}<message>2</message></list>`);
    for (const size of [bytes.length, 700, 1]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.slice(index * size, (index + 1) * size),
      );
      const { items, end } = read(chunks);
      expect(items.map(textOf)).toEqual(['too-large', '<message>2</message>']);
      const [first] = items;
      expect(first).toMatchObject({ kind: 'too-large', startOffset: 6, sizeBytes: large.length });
      expect(first?.kind === 'too-large' ? decodeUtf8(first.head) : '').toMatch(/^<message><messageId>77</);
      expect(end.isComplete).toBe(true);
    }
  });

  it('passes over a start tag that is itself over the limit', () => {
    const bytes = encodeUtf8(`<list><message a="${'x'.repeat(5000)}">1</message><message>2</message></list>`);
    const chunks = Array.from({ length: 60 }, (_, index) => bytes.slice(index * 100, (index + 1) * 100));
    expect(read(chunks).items.map(textOf)).toEqual(['too-large', '<message>2</message>']);
  });

  it('says what was cut off and where', () => {
    const cut = read([encodeUtf8('<list><message>1</message><message><raw>MSH|')]);
    expect(cut.items.length).toBe(1);
    expect(cut.end).toMatchObject({
      rootName: 'list',
      isComplete: false,
      unfinished: { startOffset: 26, sizeBytes: 18 },
    });
    expect(read([encodeUtf8('<list><message>1</message>')]).end).toMatchObject({ isComplete: false, unfinished: null });
    expect(read([encodeUtf8('<list></list><b')]).end.isComplete).toBe(false);
    expect(read([]).end).toEqual({ rootName: null, isComplete: false, sizeBytes: 0, unfinished: null });
  });

  it('finds each element once when an inner element is not closed', () => {
    const { items, end } = read([encodeUtf8('<list><message><raw>1</message><message>2</message></list>')], {
      depth: 2,
    });
    expect(end.isComplete).toBe(true);
    expect(items.map(textOf)).toEqual(['<message><raw>1</message>', '<message>2</message>']);
  });

  it('calls the element with the wanted name complete only when its own end tag came', () => {
    expect(read([encodeUtf8('<message><message>1</message>')]).items).toEqual([]);
  });
});
