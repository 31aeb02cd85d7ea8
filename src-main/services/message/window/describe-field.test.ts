import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openDocument } from './body-document.ts';
import { describeField } from './describe-field.ts';

const report = [
  'MSH|^~\\&|ABL|FJORDSYK|JOURNAL|FJORDSYK|20261122101500+0100||ORU^R01|F-1|P|2.5',
  'PID|1||14856710182^^^FNR||Fjordheim^Solveig||19670514|F|||Strandgata 5^^Fjordvik',
  'PV1|1|I|MED1^201^1',
  'OBR|1|O-77|F-77|24338-6^Blood gas^LN|||20261122101000+0100||||||""|||||||||||F',
  'OBX|1|NM|2744-1^pH^LN||7.31||7.35-7.45|L|||F',
  `OBX|2|ED|PDF^Report^L||^AP^PDF^Base64^${'aGVsbG8gd29ybGQgQUJDREVG'.repeat(60)}||||||F`,
  'NTE|1||first\\.br\\second',
].join('\r');
const patient = {
  resourceType: 'Patient',
  active: true,
  gender: 'female',
  birthDate: '1967-05-14',
  multipleBirthInteger: 2,
  contact: [{ gender: 'male' }],
};
const bundle = { resourceType: 'Bundle', type: 'message', entry: [{ resource: patient }] };

function field(text: string, at: string) {
  const bytes = new TextEncoder().encode(text);
  return describeField(openDocument({ bytes, encoding: null, fidelity: 'wire' }), at);
}

const codesOf = (at: string, text = report) => field(text, at)?.choices.map(({ code }) => code) ?? [];

describe('describeField', () => {
  it.each([
    ['PID-8', 'code'],
    ['PV1-2', 'code'],
    ['PID-7', 'moment'],
    ['OBR-7', 'moment'],
    ['PID-1', 'number'],
    ['PID-3.1', 'identifier'],
    ['PID-5.1', 'text'],
    ['NTE-3', 'long-text'],
    ['PID-3', 'group'],
  ])('says what is written into %s of HL7: %s', (at, kind) => {
    expect(field(report, at)?.kind).toBe(kind);
  });

  it('gives the codes of the table with their meaning in three languages', () => {
    const sex = field(report, 'PID-8');
    expect(sex?.choices.find(({ code }) => code === 'F')?.meaning).toMatchObject({ nb: expect.any(String) });
    expect(sex?.isOpen).toBe(true);
    expect(codesOf('MSH-11')).toEqual(expect.arrayContaining(['D', 'P', 'T']));
    expect(field(report, 'MSH-11')?.isOpen).toBe(false);
  });

  it('gives no codes where a code of another system stands', () => {
    expect(codesOf('OBR-4.1')).toEqual([]);
  });

  it('decodes the whole value, line breaks too', () => {
    expect(field(report, 'NTE-3')?.value).toBe('first\nsecond');
  });

  it('tells the explicit null from an empty place', () => {
    expect(field(report, 'OBR-13')).toMatchObject({ isExplicitNull: true, value: '', hasExplicitNull: true });
    expect(field(report, 'PID-4')).toMatchObject({ isExplicitNull: false, value: '' });
  });

  it('describes a place that the message ends before, and none in a segment that is not there', () => {
    expect(field(report, 'pv1-19')).toMatchObject({ path: 'PV1-19', isMissing: true, dataType: 'CX', value: '' });
    expect(field(report, 'PV1-36')?.kind).toBe('code');
    expect(field(report, 'PV1-44')?.kind).toBe('moment');
    expect(field(report, 'ZZZ-3')).toBeNull();
    expect(field(report, 'no address')).toBeNull();
  });

  it('locks what is clinical, the separators and documents', () => {
    expect(field(report, 'OBX-5')?.lockReasonKey).toBe('edit.locked.clinical');
    const short = `${report}\rOBX|3|ST|X`;
    expect(field(short, 'OBX[3]-5')).toMatchObject({ isMissing: true, lockReasonKey: 'edit.locked.clinical' });
    expect(field(report, 'MSH-2')?.lockReasonKey).toBe('edit.locked.separator');
    expect(field(report, 'OBX[2]-5.5')?.lockReasonKey).toBe('edit.locked.clinical');
    expect(field(report, 'PID-5.1')?.lockReasonKey).toBeNull();
  });

  it('reads types and codes of FHIR, also of a resource in a bundle', () => {
    for (const [text, head] of [
      [JSON.stringify(patient), ''],
      [JSON.stringify(bundle), 'entry[0].resource.'],
    ] as const) {
      expect(codesOf(`${head}gender`, text)).toEqual(['male', 'female', 'other', 'unknown']);
      expect(codesOf(`${head}contact[0].gender`, text)).toEqual(['male', 'female', 'other', 'unknown']);
      expect(codesOf(`${head}active`, text)).toEqual(['true', 'false']);
      expect(field(text, `${head}birthDate`)).toMatchObject({ kind: 'moment', isOpen: true, hasExplicitNull: false });
      expect(field(text, `${head}multipleBirthInteger`)?.kind).toBe('number');
    }
  });

  it('reads code sets of KITH in the attribute that holds the code', () => {
    const text = readFileSync('src-shared/formats/kith-xml/fixtures/epikrise-1.2.xml', 'utf8');
    const path = '/dis:Message/dis:ServRprt/dis:Priority/@V';
    expect(codesOf(path, text)).toEqual(expect.arrayContaining(['N', 'OHJELP']));
    expect(field(text, path)?.isOpen).toBe(true);
  });

  it('locks everything of a signed message', () => {
    const signed =
      '<MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24"><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/><MsgInfo><MsgId>1</MsgId></MsgInfo></MsgHead>';
    expect(field(signed, '/MsgHead/MsgInfo/MsgId')?.lockReasonKey).toBe('edit.locked.signed');
  });
});
