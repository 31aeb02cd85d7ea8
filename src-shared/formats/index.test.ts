import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, allNodes, expectOnlyReportedChanges } from '../../test/formats.ts';
import { formatIds } from './format.ts';
import { decodeBody, detectFormat, formatOf, formats, parseMessage } from './index.ts';
import { encodeUtf8 } from './shared/text-codec.ts';

const options = { statedEncoding: null };

describe('detectFormat', () => {
  it('tells the formats apart by their beginning', () => {
    const bodies = {
      hl7v2: ['MSH|^~\\&|', '\u000bMSH|^~\\&|', '\ufeffFHS|^~\\&|', 'PID|1||7'],
      'kith-xml': [
        '<?xml version="1.0"?><!-- x --><Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"/>',
        '\ufeff<m:MsgHead a="1" xmlns:m="http://www.kith.no/xmlstds/msghead/2006-05-24">',
        '<S:Envelope xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd">',
      ],
      xml: [
        '<Message xmlns="http://example.org/labsvar"/>',
        '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/">',
        '<?xml version="1.0"?><a/>',
        '\ufeff\n <a>',
        '<!-- x --><a/>',
      ],
      'fhir-json': ['{"resourceType":"Bundle"}', '\ufeff { "id": "1",\n "resourceType" : "Patient"'],
      json: ['{"properties":{"to":"89000021_async"}}', '[1, 2]', '{}', '{"a":{"resourceType":"Patient"}}'],
      text: ['', 'hello', '{curly} text', '[2026-03-02 08:05] started', '< 5', 'Kalium\r\n5.1'],
      binary: ['%PDF-1.7', '\u0000\u0001\u0002\u0003'],
    };
    for (const [id, texts] of Object.entries(bodies)) {
      for (const text of texts) expect(detectFormat(encodeUtf8(text)), JSON.stringify(text)).toBe(id);
    }
  });

  it('has a reader for every format id', () => {
    expect(formatIds.map((id) => formatOf(id).id)).toEqual([
      'hl7v2',
      'fhir-json',
      'kith-xml',
      'xml',
      'json',
      'text',
      'binary',
    ]);
  });
});

describe('decodeBody', () => {
  it('decodes by the character set that the message itself names', () => {
    const body = Uint8Array.from('MSH|^~\\&|\u00d8|||||||||||||||8859/1\r', (character) => character.charCodeAt(0));
    expect(decodeBody(body, options)).toMatchObject({ charset: 'iso-8859-1', text: expect.stringContaining('|Ø|') });
  });
});

describe.each(formats)('format $id', (format) => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          'MSH|^~\\&|',
          'PID',
          '{"resourceType":"Patient","name":[{"family":',
          '{',
          '[',
          ',',
          '"',
          ':',
          '1',
          'null',
          '}',
          ']',
          '|',
          '^',
          '~',
          '\\',
          '&',
          '\r',
          '\n',
          '<a b="',
          '">',
          '</a>',
          'ø',
          '\u0000',
          '\u001c',
        ),
        { maxLength: 40 },
      )
      .map((parts) => encodeUtf8(parts.join(''))),
  );

  it('never throws, gives unique paths and spans inside the body, whatever the bytes', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const certainty = format.detect(body);
        expect(certainty >= 0 && certainty <= 1).toBe(true);
        const { nodes, problems } = format.parse(body, options);
        const all = allNodes(nodes);
        expect(new Set(all.map((node) => node.path)).size).toBe(all.length);
        for (const { span } of [...all, ...problems])
          expect(span[0] >= 0 && span[0] <= span[1] && span[1] <= body.length).toBe(true);
        for (const node of all) expect(node.maskAs !== null).toBe(node.sensitivity === 'patient');
        format.summary(body, options);
        format.measurements(body, options);
      }),
      { numRuns: 300 },
    );
  });

  it('changes only the reported spans, and nothing without an edit, whatever the bytes', () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.string(), (body, index, text) => {
        const same = format.splice(body, [], options);
        expect(same.kind === 'spliced' && Buffer.from(same.bytes).equals(body)).toBe(true);
        const leaves = allLeaves(format.parse(body, options).nodes);
        const leaf = leaves[index % Math.max(1, leaves.length)];
        if (leaf === undefined) return;
        const result = format.splice(body, [{ path: leaf.path, text }], options);
        if (result.kind === 'spliced') expectOnlyReportedChanges(body, result);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a path that is not there', () => {
    const result = format.splice(encodeUtf8('MSH|^~\\&|\r<a/>'), [{ path: 'nonsense', text: 'x' }], options);
    expect(result.kind).toBe('rejected');
  });
});

describe('parseMessage', () => {
  it('parses with the detected format', () => {
    expect(parseMessage(encodeUtf8('<a/>'), options).format).toBe('xml');
  });
});
