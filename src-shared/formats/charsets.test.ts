import { describe, expect, it } from 'vitest';
import type { SpliceResult } from './format.ts';
import { detectFormat, formatOf, parseMessage } from './index.ts';

const options = { statedEncoding: null };
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const hl7 = (charset: string, text = 'x') => `MSH|^~\\&|L${'|'.repeat(15)}${charset}\rNTE|1||${text}\r`;
const xml = (encoding: string, text = 'x') =>
  `<?xml version="1.0" encoding="${encoding}"?><Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"><Id>${text}</Id></Message>`;
const json = (text = 'x') => `{"resourceType":"Patient","id":"1","name":[{"family":"${text}"}]}`;

function edit(body: Uint8Array, path: string, text: string): SpliceResult {
  return formatOf(detectFormat(body)).splice(body, [{ path, text }], options);
}

function refusal(body: Uint8Array, path: string, text: string): string {
  const result = edit(body, path, text);
  return result.kind === 'spliced' ? 'spliced' : `${result.reason} ${result.character}`;
}

describe('UTF-16', () => {
  const littleEndian = (text: string) => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
  const bigEndian = (text: string) => new Uint8Array([0xfe, 0xff, ...Buffer.from(text, 'utf16le').swap16()]);

  it.each([
    ['HL7 v2', 'hl7v2', hl7('UNICODE UTF-16'), 'NTE-3'],
    ['KITH XML', 'kith-xml', xml('utf-16'), '/Message/Id'],
    ['FHIR JSON', 'fhir-json', json(), 'id'],
  ] as const)(
    'is refused in %s with a sentence that says what to do, and cannot be edited',
    (_name, id, text, path) => {
      for (const body of [littleEndian(text), bigEndian(text), new Uint8Array(Buffer.from(text, 'utf16le'))]) {
        const { problems } = formatOf(id).parse(body, options);
        const sentences = problems.filter(({ rule }) => rule.endsWith('utf-16')).map(({ message }) => message);
        expect(sentences.join(' ')).toMatch(/UTF-16.*UTF-8/);
        expect(formatOf(id).splice(body, [{ path, text: 'y' }], options).kind).toBe('rejected');
        expect(parseMessage(body, options).problems.some(({ severity }) => severity === 'error')).toBe(true);
      }
    },
  );
});

describe('MSH-18', () => {
  const charsetOf = (label: string, text: string) => parseMessage(latin(hl7(label, text)), options).charset;

  it('counts by its first repetition', () => {
    expect(charsetOf('8859/1~UNICODE UTF-8', '\u00e6')).toEqual({ name: 'iso-8859-1', reason: 'msh-18' });
    expect(charsetOf('UNICODE UTF-8~8859/1', '\u00c3\u00a6')).toEqual({ name: 'utf-8', reason: 'msh-18' });
  });

  it('counts by a later repetition when the bytes are not of the first, or nobody knows it', () => {
    expect(charsetOf('UNICODE UTF-8~8859/1', '\u00e6')).toEqual({ name: 'iso-8859-1', reason: 'msh-18' });
    expect(charsetOf('~8859/5', '\u00e6')).toEqual({ name: 'iso-8859-5', reason: 'msh-18' });
    expect(charsetOf('ISO IR87~8859/1', '\u00e6')).toEqual({ name: 'iso-8859-1', reason: 'msh-18' });
    expect(charsetOf('ASCII~ISO IR87', '\u00e6')).toEqual({ name: 'windows-1252', reason: 'fallback' });
  });

  it('lets a text be written in the character set that it names, and the rest of the message be read in it', () => {
    const body = latin(hl7('', 'a'));
    const { splice } = formatOf('hl7v2');
    const both = splice(
      body,
      [
        { path: 'MSH-18', text: '8859/1' },
        { path: 'NTE-3', text: 'å' },
      ],
      options,
    );
    expect(both.kind === 'spliced' && Buffer.from(both.bytes).toString('latin1')).toBe(hl7('8859/1', 'å'));
    const beyond = splice(
      body,
      [
        { path: 'MSH-18', text: '8859/1' },
        { path: 'NTE-3', text: '漢' },
      ],
      options,
    );
    expect(beyond).toMatchObject({ kind: 'rejected', reason: 'not-encodable', character: 'U+6F22 漢' });
  });
});

describe('an edit that the character set does not allow', () => {
  it('names the character in HL7 v2', () => {
    expect(refusal(latin(hl7('8859/1')), 'NTE-3', 'a–b')).toBe('not-encodable U+2013 –');
    expect(refusal(latin(hl7('ASCII')), 'NTE-3', 'Blåbær')).toBe('not-encodable U+00E5 å');
    expect(refusal(latin(hl7('UNICODE UTF-8')), 'NTE-3', 'a\ud800')).toBe('not-encodable U+D800');
    expect(refusal(latin(hl7('WINDOWS-1252')), 'NTE-3', 'a–b')).toBe('spliced');
  });

  it('names the character in XML, which writes as a reference what its character set lacks, but not what XML forbids', () => {
    expect(refusal(latin(xml('iso-8859-1')), '/Message/Id', 'a\u000bb')).toBe('not-encodable U+000B');
    expect(refusal(latin(xml('utf-8')), '/Message/Id', 'a\uffffb')).toBe('not-encodable U+FFFF');
    expect(refusal(latin(xml('iso-8859-1')), '/Message/Id', '漢')).toBe('spliced');
  });

  it('names the character in JSON, which can write all but half a character', () => {
    expect(refusal(latin(json()), 'name[0].family', 'a\udc00')).toBe('not-encodable U+DC00');
    expect(refusal(latin(json()), 'name[0].given[0]', 'a\udc00')).toBe('not-encodable U+DC00');
    expect(refusal(latin(json()), 'name[0].family', '\u0000漢😀')).toBe('spliced');
  });

  it('says so when the rest would be read otherwise, because the character set was only found by the bytes', () => {
    const guessed = '\u00f8 \u00c3\u00b8';
    const hl7Body = latin(`MSH|^~\\&|L\rNTE|1||\u00f8|\u00c3\u00b8\r`);
    expect(parseMessage(hl7Body, options).charset.reason).toBe('fallback');
    expect(refusal(hl7Body, 'NTE-3', 'o')).toBe('other-charset null');
    expect(refusal(hl7Body, 'NTE-4', 'o')).toBe('spliced');
    const xmlBody = latin(
      `<Message xmlns="http://www.kith.no/xmlstds/labsvar"><Id>\u00f8</Id><Name>${guessed.slice(2)}</Name></Message>`,
    );
    expect(refusal(xmlBody, '/Message/Id', 'o')).toBe('other-charset null');
    const jsonBody = latin(`{"resourceType":"Patient","id":"\u00f8","language":"${guessed.slice(2)}"}`);
    expect(refusal(jsonBody, 'id', 'o')).toBe('other-charset null');
  });
});
