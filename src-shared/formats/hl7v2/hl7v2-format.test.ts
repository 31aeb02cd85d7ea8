import { describe, expect, it } from 'vitest';
import { allNodes } from '../../../test/formats.ts';
import type { FormatNode } from '../format.ts';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { hl7v2Format } from './hl7v2-format.ts';

const options = { statedEncoding: null };
const header = 'MSH|^~\\&|LAB|HUS|EPJ|HUS|20261122030000+0100||ORU^R01|77|P|2.5\r';

const parse = (text: string) => hl7v2Format.parse(encodeUtf8(text), options);
const rules = (text: string) => parse(text).problems.map((problem) => problem.rule);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function nodeAt(text: string, path: string): FormatNode {
  const node = allNodes(parse(text).nodes).find((each) => each.path === path);
  if (node === undefined) throw new Error(`no node ${path}`);
  return node;
}

describe('hl7v2 parse', () => {
  it('gives segments, fields, repetitions, components and subcomponents as spans', () => {
    const text = `${header}PID|1||05852012345^^^X~77||Nordmann&von^Kari\r`;
    const paths = allNodes(parse(text).nodes).map((node) => node.path);
    expect(paths.filter((path) => path.startsWith('PID'))).toEqual([
      ...[
        'PID',
        'PID-1',
        'PID-2',
        'PID-3',
        'PID-3[1]',
        'PID-3[1].1',
        'PID-3[1].2',
        'PID-3[1].3',
        'PID-3[1].4',
        'PID-3[2]',
      ],
      ...['PID-4', 'PID-5', 'PID-5[1].1', 'PID-5[1].1.1', 'PID-5[1].1.2', 'PID-5[1].2'],
    ]);
    const node = nodeAt(text, 'PID-5[1].1.2');
    expect(text.slice(...node.span)).toBe('von');
  });

  it('numbers MSH so that MSH-1 is the separator and MSH-2 the other ones', () => {
    expect([nodeAt(header, 'MSH-1').text, nodeAt(header, 'MSH-2').text, nodeAt(header, 'MSH-3').text]).toEqual([
      '|',
      '^~\\&',
      'LAB',
    ]);
    expect(nodeAt(header, 'MSH-2').hasChildren).toBe(false);
  });

  it('takes the separators from MSH, also unusual ones and the truncation character', () => {
    const text = 'MSH$%*!?#$LAB\rPID$1$$7%8?9*6$$A!F!B!P!\r';
    expect(nodeAt(text, 'PID-3[1].2.2').text).toBe('9');
    expect(nodeAt(text, 'PID-3[2]').text).toBe('6');
    expect(nodeAt(text, 'PID-5').text).toBe('A$B#');
  });

  it('reads the usual separators in their usual meaning when MSH-2 lacks or doubles one', () => {
    for (const encoding of ['^~&', '^~\\\\&', '^\\&']) {
      const text = `MSH|${encoding}|LAB\rPID|1||7&8^9\r`;
      expect(nodeAt(text, 'PID-3[1].1.2').text).toBe('8');
      expect(rules(text)).toContain('hl7.separators-odd');
    }
    expect(rules('MSH|$$$$|LAB\r')).toContain('hl7.separators-repeated');
  });

  it('resolves escapes for display and keeps unknown ones as written', () => {
    const text = `${header}NTE|1||a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\.br\\g\\X41C3B8\\h\\H\\i\\N\\\\Zx\\j\\\r`;
    expect(nodeAt(text, 'NTE-3').text).toBe('a|b^c&d~e\\f\ngAøhi\\Zx\\j\\');
  });

  it('tells empty from explicitly null', () => {
    const text = `${header}PID|||""||\r`;
    expect([nodeAt(text, 'PID-3').isExplicitNull, nodeAt(text, 'PID-3').isEmpty]).toEqual([true, false]);
    expect([nodeAt(text, 'PID-4').isExplicitNull, nodeAt(text, 'PID-4').isEmpty]).toEqual([false, true]);
  });

  it('takes CR, LF and CRLF as they come and says so', () => {
    expect(parse(`${header}PID|1\nPV1|1\r\n\r\nOBX|1`).partCount).toBe(4);
    expect(rules(`${header}PID|1\nPV1|1\r\n`)).toContain('hl7.mixed-terminators');
    expect(rules('MSH|^~\\&|A\nPID|1\n')).toEqual(['hl7.line-feed-terminators']);
    expect(rules(header)).toEqual([]);
  });

  it('leaves MLLP bytes, byte order mark and blanks outside the segments', () => {
    const text = `\u000b\ufeff ${header}PID|1||7\u001c\r`;
    expect(nodeAt(text, 'PID-3').text).toBe('7');
    expect(parse(text).partCount).toBe(2);
    expect(rules(text)).toContain('hl7.framing-bytes');
  });

  it('reads a batch, giving each message its number and the envelope none', () => {
    const text = `FHS|^~\\&|A\rBHS|^~\\&|A\r${header}PID|1\r${header}PID|1\rPID|2\rBTS|3\rFTS|1\r`;
    expect(parse(text).nodes.map((node) => node.path)).toEqual([
      'FHS',
      'BHS',
      '1/MSH',
      '1/PID',
      '2/MSH',
      '2/PID',
      '2/PID[2]',
      'BTS',
      'FTS',
    ]);
    expect(rules(text)).toEqual(['hl7.batch-count']);
  });

  it('counts the batches of a file', () => {
    const batch = `BHS|^~\\&|A\r${header}BTS|1\r`;
    expect(rules(`FHS|^~\\&|A\r${batch}${batch}FTS|2\r`)).toEqual([]);
    expect(rules(`FHS|^~\\&|A\r${batch}${batch}FTS|3\r`)).toEqual(['hl7.file-count']);
  });

  it('names segments with odd ids by their number and reports them', () => {
    const text = `Nordmann\r${header}pid|1||7\rOBX|1|TX|N||line one\nline two, Kari\nP|x\r`;
    expect(parse(text).nodes.map((node) => node.path)).toEqual(['@1', 'MSH', 'pid', 'OBX', '@5', '@6']);
    expect(parse(text).nodes.map((node) => node.name)).toEqual(['@1', 'MSH', 'pid', 'OBX', '@5', '@6']);
    expect(nodeAt(text, 'pid-3').maskAs).toBe('id');
    expect(nodeAt(text, '@5').sensitivity).toBe('patient');
    expect(rules(text).filter((rule) => rule === 'hl7.segment-id').length).toBe(4);
    expect(rules(text)).toContain('hl7.header-missing');
  });

  it('gives every node a path of its own in strange bodies', () => {
    for (const text of [
      `PID|1\r${header}PID|1\rBTS|1\rPID|1\r`,
      `${header}${header}PID|1\rFTS\rPID|3\r`,
      'PID|1\rPID|1\rBHS\rBHS|a\r',
    ]) {
      const paths = allNodes(parse(text).nodes).map((node) => node.path);
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  it('reports a body that is empty, cut off after MSH or without MSH', () => {
    expect(rules('')).toEqual(['hl7.empty']);
    expect(rules('MSH')).toContain('hl7.header-missing');
    expect(rules('MSH|')).toContain('hl7.separators-missing');
    expect(rules('PID|1')).toEqual(['hl7.header-missing']);
  });

  it('marks what identifies the patient and what is clinical', () => {
    const text = `${header}PID|1||05852012345^^^X^FNR||Nordmann^Kari\rOBX|1|NM|K||5|mmol/L|3-5|H|||F\rOBX|2|ST|X||see 05852012345\rZPD|1|Kari\r`;
    expect(nodeAt(text, 'PID-3[1].1')).toMatchObject({ sensitivity: 'patient', maskAs: 'fnr' });
    expect(nodeAt(text, 'PID-3[1].5')).toMatchObject({ sensitivity: 'none', maskAs: null });
    expect(nodeAt(text, 'PID-5[1].2').maskAs).toBe('name');
    expect(nodeAt(text, 'OBX[2]-5').maskAs).toBe('fnr');
    expect(nodeAt(text, 'ZPD-2').maskAs).toBe('text');
    const acknowledgement = `${header}MSA|AE|05852012345|no patient 05852012345\r`;
    expect([nodeAt(acknowledgement, 'MSA-2').maskAs, nodeAt(acknowledgement, 'MSA-3').maskAs]).toEqual([null, 'fnr']);
    const clinical = [5, 6, 7, 8, 11].map((field) => nodeAt(text, `OBX-${field}`).clinical);
    expect(clinical).toEqual([true, true, true, true, true]);
    expect([nodeAt(text, 'OBX-2').clinical, nodeAt(text, 'PID-5').clinical]).toEqual([false, false]);
  });

  it('labels segments and fields in three languages', () => {
    expect(nodeAt(`${header}OBX|1|||||mmol/L`, 'OBX-6').label).toEqual({
      en: 'Measurement unit',
      nb: 'Måleenhet',
      nn: 'Måleining',
    });
    expect(nodeAt(`${header}OBX|1|N^K`, 'OBX-2[1].1').label).toBeNull();
  });
});

describe('hl7v2 parts', () => {
  const text = `\u000b${header}PID|1||7\r\nOBX|1\r\r\nOBX|2`;
  const { nodes, parts, partCount } = parse(text);
  const nodeOf = (byte: number) => parts?.nodeAt(parts.indexAt(byte))?.path ?? null;

  it('gives the same nodes one at a time as all together', () => {
    expect(parts?.count).toBe(partCount);
    for (const [index, node] of nodes.entries()) {
      expect(allNodes([parts?.nodeAt(index) ?? node]).map(({ path, span }) => [path, span])).toEqual(
        allNodes([node]).map(({ path, span }) => [path, span]),
      );
      expect(parts?.spanAt(index)).toEqual(node.span);
    }
    expect([parts?.nodeAt(nodes.length), parts?.nodeAt(-1), parts?.spanAt(nodes.length)]).toEqual([null, null, null]);
  });

  it('finds the segment at a byte, also at its terminator and at the end', () => {
    expect([nodeOf(0), nodeOf(1), nodeOf(header.length)]).toEqual([null, 'MSH', 'MSH']);
    expect([nodeOf(header.length + 1), nodeOf(text.indexOf('\n'))]).toEqual(['PID', 'PID']);
    expect([nodeOf(text.length - 1), nodeOf(text.length + 9)]).toEqual(['OBX[2]', 'OBX[2]']);
  });
});

describe('hl7v2 character set', () => {
  const charsetOf = (bytes: Uint8Array, statedEncoding: string | null = null) => {
    const { charset, problems } = hl7v2Format.parse(bytes, { statedEncoding });
    return [charset.name, charset.reason, ...problems.map((problem) => problem.rule)];
  };
  const withSet = (set: string) => `MSH|^~\\&|Ø${'|'.repeat(15)}${set}\r`;

  it('takes what the engine states and tells when MSH-18 differs', () => {
    expect(charsetOf(encodeUtf8(withSet('8859/1')), 'UTF-8')).toEqual([
      'utf-8',
      'stated-by-engine',
      'charset.stated-differs',
    ]);
    expect(charsetOf(latin1(withSet('')), 'utf-8')).toEqual(['utf-8', 'stated-by-engine', 'charset.stated-invalid']);
  });

  it('takes MSH-18 when the bytes are valid in it', () => {
    expect(charsetOf(latin1(withSet('8859/1~UNICODE UTF-8')))).toEqual(['iso-8859-1', 'msh-18']);
    expect(charsetOf(encodeUtf8(withSet('UNICODE UTF-8')))).toEqual(['utf-8', 'msh-18']);
  });

  it('warns when latin-1 is declared and the bytes look like UTF-8', () => {
    expect(charsetOf(encodeUtf8(withSet('8859/1').replace('Ø', 'å')))).toEqual([
      'iso-8859-1',
      'msh-18',
      'charset.maybe-utf-8',
    ]);
  });

  it('falls back to UTF-8 and then to Windows-1252 when MSH-18 is missing, wrong or unknown', () => {
    expect(charsetOf(encodeUtf8(withSet('')))).toEqual(['utf-8', 'valid-utf-8']);
    expect(charsetOf(latin1(withSet('')))).toEqual(['windows-1252', 'fallback']);
    expect(charsetOf(latin1(withSet('UNICODE UTF-8')))).toEqual(['windows-1252', 'fallback', 'charset.stated-invalid']);
    expect(charsetOf(encodeUtf8(withSet('ISO IR87')))).toEqual(['utf-8', 'valid-utf-8', 'charset.stated-unknown']);
  });

  it('reports a character that was lost before the message came', () => {
    expect(charsetOf(encodeUtf8(withSet('').replace('Ø', '\ufffd')))).toContain('charset.replacement-character');
  });
});

describe('hl7v2 detect', () => {
  it('is certain with a header, likely with segments, and silent for other formats', () => {
    const detect = (text: string) => hl7v2Format.detect(encodeUtf8(text));
    expect(detect(header)).toBe(1);
    expect(detect(`\u000b${header}`)).toBe(1);
    expect(detect('FHS|^~\\&|')).toBe(1);
    expect(detect('PID|1||7')).toBe(0.5);
    expect([detect(''), detect('<a/>'), detect('{"resourceType":"Bundle"}'), detect('hello\nPID')]).toEqual([
      0, 0, 0, 0,
    ]);
  });
});
