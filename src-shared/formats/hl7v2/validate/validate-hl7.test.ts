import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../../../test/corpus.ts';
import { smallHl7Dictionary } from '../../../../test/fakes/small-hl7-dictionary.ts';
import type { Hl7Dictionary } from '../../../domain/hl7-dictionary.ts';
import type { Finding, ValidateOptions } from '../../format.ts';
import { hl7v2Format } from '../hl7v2-format.ts';

const options: ValidateOptions = {
  statedEncoding: null,
  profiles: [],
  now: Date.UTC(2026, 10, 26),
  dictionaries: () => smallHl7Dictionary,
};
const header = 'MSH|^~\\&|LAB|HUS|EPJ|LEGE|20261122101500+0100||ORU^R01^ORU_R01|M1|P|2.5';
const patient = 'PID|1||26815909444^^^FNR^FNR||Testesen^Tora||19590126|F';
const order = 'OBR|1|A|B|K^Kalium^NLK|||20261121||||||||||||||||||F';
const result = (five: string, type = 'NM', status = 'F') =>
  `OBX|1|${type}|K^Kalium^NLK||${five}|mmol/L^^UCUM|||||${status}`;
const visit = 'PV1|1|I|';

function validate(lines: string[], given: Partial<ValidateOptions> = {}): Finding[] {
  return hl7v2Format.validate(new TextEncoder().encode(lines.join('\r')), { ...options, ...given });
}

/** `rule@path`, without the remark that the number is a test person's. */
function found(lines: string[], given: Partial<ValidateOptions> = {}): string[] {
  return validate(lines, given)
    .filter(({ rule }) => rule !== 'id.synthetic')
    .map(({ rule, path }) => `${rule.replace('hl7.', '')}@${path}`);
}

const sound = [header, patient, order, result('4.1')];
const adt = 'MSH|^~\\&|LAB|HUS|EPJ|LEGE|20261122101500+0100||ADT^A01^ADT_A01|M1|P|2.5';

describe('validateHl7', () => {
  it('finds nothing in a sound message but that the person is a test person', () => {
    expect(validate(sound).map(({ rule, path }) => [rule, path])).toEqual([['id.synthetic', 'PID-3[1].1']]);
  });

  it.each<[string, string[], string[]]>([
    ['a missing order', [header, patient, result('4.1')], ['segment-missing@OBX']],
    ['a missing segment at the end', [header, patient], ['segment-missing@PID']],
    ['a segment out of place', [...sound, 'EVN|A01|20261122'], ['segment-unexpected@EVN']],
    [
      'a segment that comes too often',
      [adt, 'EVN||20261122', patient, `${visit}`, patient],
      ['visit-number-missing@PV1-19', 'segment-misplaced@PID[2]'],
    ],
    ['an unknown segment', [...sound, 'QQQ|1'], ['segment-unknown@QQQ']],
    ['no fault in a segment of the site', [...sound, 'ZPD|1|x'], []],
    ['a field that must be there', [header, 'PID|1||||Testesen', order, result('4.1')], ['field-missing@PID-3']],
    [
      'missing fields of the header',
      ['MSH|^~\\&|L|H|E|G|20261122||ORU^R01||P|2.5', ...sound.slice(1)],
      ['field-missing@MSH-10'],
    ],
    [
      'a field that repeats though it may not',
      [header, 'PID|1|A~B|1^^^LOK||Testesen', order, result('4.1')],
      ['repetitions@PID-2[2]'],
    ],
    [
      'a field the version does not have',
      [header, `${patient}||||||x`, order, result('4.1')],
      ['field-unknown@PID-14'],
    ],
    ['a withdrawn field', [header, `${patient}|x`, order, result('4.1')], ['field-withdrawn@PID-9']],
    [
      'more parts than the type has',
      [header, patient, order, `${result('4.1')}|20261121^S^x`],
      ['part-unknown@OBX-12[1].3'],
    ],
    ['an escape sequence that is unknown', [...sound, 'NTE|1||a\\Q\\b^c'], ['escape-unread@NTE-3']],
    ['an escape character that opens nothing', [...sound, 'NTE|1||C:\\temp'], ['escape-unread@NTE-3']],
    ['a character set that what follows does not fit', [...sound, 'NTE|1||\\M2442\\;'], ['escape-unread@NTE-3']],
    ['no fault in escape sequences', [...sound, 'NTE|1||\\F\\\\Zx\\\\.br\\\\M2442\\;3'], []],
    [
      'a check digit of another number',
      [header, 'PID|1||1234567^5^M11^LOK||Testesen', order, result('4.1')],
      ['check-digit@PID-3[1].2'],
    ],
    [
      'no fault in a check digit that fits',
      [header, 'PID|1||1234567^4^M11^LOK~12345^5^M10^LOK||Testesen', order, result('4.1')],
      [],
    ],
    [
      'no fault in one that is written behind the number too',
      [header, 'PID|1||12345674^4^M11^LOK||Testesen', order, result('4.1')],
      [],
    ],
    [
      'no fault in one by a scheme nobody states',
      [header, 'PID|1||1234567^9^^LOK~1234567^9^ISO^LOK||Testesen', order, result('4.1')],
      [],
    ],
    [
      'a value that is too long',
      [header.replace('|M1|', `|${'M'.repeat(21)}|`), ...sound.slice(1)],
      ['too-long@MSH-10[1]'],
    ],
    ['a number with a decimal comma', [header, patient, order, result('4,1')], ['decimal-comma@OBX-5[1]']],
    ['a number that is none', [header, patient, order, result('neg')], ['number@OBX-5[1]']],
    ['one wrong of several results', [header, patient, order, result('4.1~x')], ['number@OBX-5[2]']],
    ['no fault in a comparison', [header, patient, order, result('<^5', 'SN')], []],
    ['a comparison that is none', [header, patient, order, result('ca^5', 'SN')], ['structured-number@OBX-5[1]']],
    ['an empty coded value', [header, patient, order, result('^^NLK', 'CE')], ['coded-value-empty@OBX-5[1]']],
    ['a date that does not exist', [header, patient, order, result('20260231', 'DT')], ['date@OBX-5[1]']],
    ['a value without type', [header, patient, order, result('4.1', '')], ['value-type-missing@OBX-2']],
    ['a result without status', [header, patient, order, result('4.1', 'NM', '')], ['field-missing@OBX-11']],
    ['a report without status', [header, patient, 'OBR|1|A|B|K', result('4.1')], ['report-status-missing@OBR-25']],
    ['a wrong time', [header, patient.replace('19590126', '19591326'), order, result('4.1')], ['date-time@PID-7[1].1']],
    ['a code of no table', [header, patient, order, result('4.1', 'NM', 'Q')], ['code-unknown@OBX-11[1]']],
    ['a code in small letters', [header, patient, order, result('4.1', 'NM', 'f')], ['code-case@OBX-11[1]']],
    ['a code of a site', [header, patient.replace('|F', '|K'), order, result('4.1')], ['code-of-site@PID-8[1]']],
    ['a wrong set id', [header, patient, order, result('4.1'), result('4.2')], ['set-id-repeated@OBX[2]-1']],
    [
      'set ids out of order',
      [header, patient, order, result('4.1').replace('|1|', '|2|'), result('4.2')],
      ['set-id-order@OBX[2]-1'],
    ],
    ['a time ahead', [header.replace('20261122', '20271122'), ...sound.slice(1)], ['time-in-future@MSH-7']],
    [
      'a result before birth',
      [header, patient.replace('19590126', '20261122'), order, result('4.1')],
      ['before-birth@OBR-7'],
    ],
    ['a header time without zone', [header.replace('+0100', ''), ...sound.slice(1)], ['zone-missing@MSH-7']],
    [
      'a structure of another event',
      [header.replace('ORU_R01', 'ADT_A01'), ...sound.slice(1)],
      ['structure-name@MSH-9'],
    ],
    ['a version there is not', [header.replace('|2.5', '|3.0'), ...sound.slice(1)], ['version-unknown@MSH-12']],
  ])('finds %s', (_, lines, expected) => {
    expect(found(lines)).toEqual(expected);
  });

  it.each<[string, string[], string[]]>([
    ['a wrong control digit', ['26815909445^^^FNR^FNR'], ['id.control-digit@PID-3[1].1']],
    ['a D-number that is said to be a national number', ['51874348302^^^^FNR'], ['id.kind@PID-3[1].1']],
    ['no fault in a national number by its OID', ['26815909444^^^&2.16.578.1.12.4.1.4.1&ISO'], []],
    ['a number valid from 2032 only', ['13925983815^^^^FNR'], ['id.rule-2032@PID-3[1].1']],
    ['a broken number that nobody says anything of', ['26815909445'], ['id.control-digit@PID-3[1].1']],
    ['no fault in a number of the house', ['12345^^^LOK', '99999999999^^^LOK'], []],
  ])('finds %s', (_, numbers, expected) => {
    expect(found([header, patient.replace('26815909444^^^FNR^FNR', numbers.join('~')), order, result('4.1')])).toEqual(
      expected,
    );
  });

  it('judges answers: code, the message answered, and the reason of a refusal', () => {
    const ack = header.replace('ORU^R01^ORU_R01', 'ACK');
    expect(found([ack, 'MSA|AA|M1'])).toEqual([]);
    expect(found([ack, 'MSA|OK|'])).toEqual(['code-unknown@MSA-1[1]', 'field-missing@MSA-2']);
    expect(found([ack, 'MSA|AE|M1'])).toEqual(['refusal-without-reason@MSA-1']);
    expect(found([ack, 'MSA|AE|M1', 'ERR|||207|E'])).toEqual([]);
    expect(found([ack, 'MSA|AA|M1', 'ERR|||207|E'])).toEqual(['accepted-with-error@MSA-1']);
    expect(found([ack, 'MSA|AE|M1', 'ERR|||||'])).toContain('error-empty@ERR');
  });

  it('mends small letters of a code, and nothing where a person must decide', () => {
    const body = new TextEncoder().encode([header, patient, order, result('4.1', 'NM', 'f')].join('\r'));
    const [finding] = hl7v2Format.validate(body, options).filter(({ rule }) => rule === 'hl7.code-case');
    const mended = hl7v2Format.splice(body, finding?.fix ?? [], options);
    expect(
      mended.kind === 'spliced' ? hl7v2Format.validate(mended.bytes, options).map(({ rule }) => rule) : [],
    ).toEqual(['id.synthetic']);
    expect(validate([header, patient, order, result('4,1')]).map(({ fix }) => fix)).toEqual([null, null]);
  });

  it('names the standard, its chapter and the table', () => {
    const findings = validate([header, 'PID|1||||Testesen', order, result('4.1', 'NM', 'Q')]);
    expect(findings.map(({ reference }) => reference)).toEqual(['HL7 v2.5 ch. 3 PID-3', 'HL7 table 0085']);
  });

  it('knows what every version asks for without a dictionary', () => {
    const { dictionaries: _, ...without } = options;
    const lines = ['MSH|^~\\&|L|H|E|G|20261122||ORU^R01|||2.5', 'PID|1||26815909445^^^FNR||', order, result('4,1')];
    const findings = hl7v2Format.validate(new TextEncoder().encode(lines.join('\r')), without);
    expect(findings.map(({ rule, path }) => `${rule}@${path}`)).toEqual([
      'hl7.field-missing@MSH-10',
      'hl7.field-missing@MSH-11',
      'id.control-digit@PID-3[1].1',
      'hl7.field-missing@PID-5',
      'hl7.decimal-comma@OBX-5[1]',
    ]);
  });

  it('judges each message of a batch by itself', () => {
    const lines = ['BHS|^~\\&|L', ...sound, header, patient, order, result('x'), 'BTS|2'];
    expect(found(lines)).toEqual(['number@2/OBX-5[1]']);
  });

  it('stays within its bounds on a message of wrong lines', () => {
    const lines = [header, patient, order, ...Array.from({ length: 3000 }, () => result('4,1'))];
    const findings = validate(lines);
    expect(findings).toHaveLength(500);
    expect(findings.at(-1)?.rule).toBe('problems.more');
  });

  it('marks the sequence that cannot be read, in bytes', () => {
    const [finding] = validate([...sound, 'NTE|1||æø~å\\T\\b\\Q\\b']).filter(
      ({ rule }) => rule === 'hl7.escape-unread',
    );
    const body = new TextEncoder().encode([...sound, 'NTE|1||æø~å\\T\\b\\Q\\b'].join('\r'));
    expect(new TextDecoder().decode(body.subarray(...(finding?.span ?? [0, 0])))).toBe('\\Q');
    expect(finding?.reference).toBe('HL7 v2.5 ch. 2.7');
  });

  it('takes the lengths of 2.7 as meant where the standard gives them as bounds', () => {
    const dictionary: Hl7Dictionary = {
      ...smallHl7Dictionary,
      basedOn: '2.7',
      segment(id) {
        const entry = smallHl7Dictionary.segment(id);
        return entry && { ...entry, fields: entry.fields.map((field) => ({ ...field, maxLength: 8 })) };
      },
    };
    const long = [
      header.replace('|M1|', `|${'M'.repeat(21)}|`),
      `PID|12345678901||1^^^LOK||${'T'.repeat(300)}`,
      order,
      result('4.1'),
    ];
    const tooLong = validate(long, { dictionaries: () => dictionary }).filter(({ rule }) => rule === 'hl7.too-long');
    expect(tooLong.map(({ path }) => path)).toEqual(['MSH-10[1]', 'PID-1[1]']);
  });

  it('repeats no value of the message', () => {
    const secret = 'Hemmelig';
    const lines = [
      `MSH|^~\\&|${secret}|${secret}|${secret}|${secret}|${secret}||${secret}^${secret}^${secret}|${secret}|${secret}|${secret}`,
      `${secret}`,
      ...['EVN', 'PID', 'PV1', 'ORC', 'OBR', 'NTE', 'MSA', 'ERR'].map(
        (id) => `${id}|${Array.from({ length: 30 }, () => `${secret}^${secret}~${secret}`).join('|')}`,
      ),
      ...['NM', 'SN', 'CE', 'DT', secret].map(
        (type) => `OBX|${secret}|${type}|${secret}||${secret}|${secret}||${secret}|||${secret}|${secret}`,
      ),
    ];
    const findings = validate(lines);
    expect(findings.length).toBeGreaterThan(50);
    expect(JSON.stringify(findings.map(({ fix: _, ...said }) => said))).not.toContain(secret);
  });
});

describe('validateHl7 over the corpus', () => {
  const corpus = createCorpus('hl7v2', ['.hl7']);

  corpus.it('never throws, stays within the bounds and inside the body', (files) => {
    for (const { bytes } of files) {
      const findings = hl7v2Format.validate(bytes, options);
      expect(findings.length).toBeLessThanOrEqual(500);
      expect(findings.filter(({ span: [start, end] }) => start < 0 || start > end || end > bytes.length)).toEqual([]);
    }
  });
});
