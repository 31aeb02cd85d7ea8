import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { applyEdit } from './preview-edit.ts';

const decoder = new TextDecoder();

const lines = [
  'MSH|^~\\&|EPJ|SYKEHUS|LAB|SYKEHUS|20260101120000||ORU^R01|CTRL-1|P|2.4',
  'PID|1||15876500288^^^FNR||Testesen^Tora',
  'OBR|1||L1|NA^Natrium',
  'OBX|1|NM|NA^Natrium||141|mmol/L|137-145|N|||F',
  'OBR|2||L2|K^Kalium',
  'OBX|2|NM|K^Kalium||4.1|mmol/L|3.5-4.6|N|||F',
];
const message = `${lines.join('\r')}\r`;

function aBody(text = message, overrides: Partial<Body> = {}): Body {
  return { bytes: new TextEncoder().encode(text), encoding: 'utf-8', fidelity: 'engine-text', ...overrides };
}

/** What an editor gives back after a change. */
function byText(change: (shown: string) => string, body = aBody()) {
  return applyEdit(body, { kind: 'text', text: change(decoder.decode(body.bytes).replaceAll('\r', '\n')) });
}

function byField(path: string, text: string, body = aBody()) {
  return applyEdit(body, { kind: 'fields', edits: [{ path, text }] });
}

describe('applyEdit', () => {
  it('names the one field that a text edit changed, and changes no other byte', () => {
    const edit = byText((shown) => shown.replace('Testesen^Tora', 'Testesen^Torine'));
    expect(edit.refusal).toBeNull();
    expect(edit.fields).toMatchObject([{ path: 'PID-5[1].2', before: 'Tora', after: 'Torine', clinical: false }]);
    expect(edit.fields[0]?.label?.en).toMatch(/name/i);
    expect(decoder.decode(edit.body.bytes)).toBe(message.replace('Testesen^Tora', 'Testesen^Torine'));
  });

  it('gives the same bytes for the same change by field and by text', () => {
    const field = byField('PV1-3', 'x', aBody(`${message}PV1|1|I|A\r`));
    const text = byText((shown) => shown.replace('PV1|1|I|A', 'PV1|1|I|x'), aBody(`${message}PV1|1|I|A\r`));
    expect(field.refusal).toBeNull();
    expect(field.body.bytes).toEqual(text.body.bytes);
  });

  it('escapes what a field edit brings, so that it adds no structure', () => {
    const edit = byField('PID-5[1].2', 'To|ra^x');
    expect(decoder.decode(edit.body.bytes)).toContain('Testesen^To\\F\\ra\\S\\x');
  });

  it('changes only the span of the field, whatever is written into it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20, unit: 'grapheme' }), (value) => {
        const edit = byField('MSH-10', value.replaceAll(/[\r\n]/g, ' '));
        if (edit.refusal !== null) return;
        const now = decoder.decode(edit.body.bytes);
        const [head, tail] = message.split('CTRL-1');
        expect(now.startsWith(head ?? '')).toBe(true);
        expect(now.endsWith(tail ?? '')).toBe(true);
      }),
    );
  });

  it.each([
    ['a value', (shown: string) => shown.replace('|141|', '|140|')],
    ['a measurement unit', (shown: string) => shown.replace('141|mmol/L', '141|mol/L')],
    ['a flag', (shown: string) => shown.replace('137-145|N', '137-145|H')],
    ['a result taken out', (shown: string) => shown.replace(`${lines[3]}\n`, '')],
    ['a result put in', (shown: string) => `${shown}OBX|3|NM|CL^Klorid||99|mmol/L|98-107|N|||F\n`],
    [
      'two results in each other’s place',
      (shown: string) => shown.replace('141', '#').replace('4.1', '141').replace('#', '4.1'),
    ],
    ['a shifted field', (shown: string) => shown.replace('NA^Natrium||141', 'NA^Natrium|141')],
  ])('refuses a text edit of clinical content: %s', (_what, change) => {
    expect(byText(change).refusal?.refusalKey).toBe('edit.refused.clinical');
  });

  it('refuses a field edit of clinical content and still shows what it would change', () => {
    const edit = byField('OBX-5', '140');
    expect(edit.refusal).toEqual({ refusalKey: 'edit.refused.clinical', refusalParams: { path: 'OBX-5' } });
    expect(edit.fields).toMatchObject([{ path: 'OBX-5', before: '141', after: '140', clinical: true }]);
  });

  it('refuses results that come under another order although none of them changed', () => {
    const moved = byText((shown) =>
      shown.replace(`${lines[4]}\n`, '').replace(`${lines[2]}\n`, `${lines[2]}\n${lines[4]}\n`),
    );
    expect(moved.refusal?.refusalKey).toBe('edit.refused.clinicalOrder');
  });

  it('lets a segment be added before clinical content', () => {
    const edit = byText((shown) => shown.replace(`${lines[2]}\n`, `PV1|1|I\n${lines[2]}\n`));
    expect(edit.refusal).toBeNull();
    expect(edit.fields.map((field) => field.path)).toContain('PV1-2');
  });

  it.each(['MSH|^~&|', 'MSH#^~\\&#', 'XSH|^~\\&|'])('refuses other separators: %s', (start) => {
    expect(byText((shown) => shown.replace('MSH|^~\\&|', start)).refusal).not.toBeNull();
  });

  it('refuses the separators by field', () => {
    expect(byField('MSH-2', '^~&').refusal?.refusalKey).toBe('edit.refused.separator');
  });

  it('refuses a place that does not exist and a character that cannot be written', () => {
    expect(byField('ZZZ-1', 'x').refusal?.refusalKey).toBe('edit.refused.no-such-path');
    const latin1 = aBody(message, { encoding: 'iso-8859-1' });
    expect(byField('PID-5[1].2', 'Ωmega', latin1).refusal?.refusalKey).toBe('edit.refused.not-encodable');
  });

  it('refuses a body whose parts it does not know, a signed one, and a text of one too large to show', () => {
    expect(byText((shown) => `${shown}!`, aBody('a letter about nothing')).refusal?.refusalKey).toBe(
      'edit.refused.format',
    );
    const signed = aBody('<a xmlns:s="http://www.w3.org/2000/09/xmldsig#"><b>1</b></a>');
    expect(byText((shown) => shown.replace('1', '2'), signed).refusal?.refusalKey).toBe('edit.refused.signed');
    const large = aBody(message + 'ZZZ|x\r'.repeat(100_000));
    expect(byText((shown) => shown, large).refusal?.refusalKey).toBe('edit.refused.tooLarge');
    expect(byField('MSH-10', 'CTRL-2', large).refusal).toBeNull();
  });

  it('finds no change in a text that comes back as it was', () => {
    const edit = byText((shown) => shown);
    expect(edit).toMatchObject({ fields: [], changes: [], refusal: null });
    expect(edit.body.bytes).toEqual(aBody().bytes);
  });

  it('names the character that cannot be written', () => {
    const latin1 = aBody(message, { encoding: 'iso-8859-1' });
    expect(byField('PID-5[1].2', 'Ωmega', latin1).refusal?.refusalParams).toEqual({
      path: 'PID-5[1].2',
      character: 'U+03A9 Ω',
    });
    expect(byText((shown) => shown.replace('Tora', 'To\u001cra')).refusal?.refusalParams).toEqual({
      character: 'U+001C',
    });
    const noEscape = aBody(message.replace('^~\\&', '^~'));
    expect(byField('PID-5[1].2', 'To^ra', noEscape).refusal).toMatchObject({
      refusalKey: 'edit.refused.separatorCharacter',
      refusalParams: { character: 'U+005E ^' },
    });
  });

  it('writes no character back that could not be read, unless its field stays as it is', () => {
    const lost = aBody(message.replace('Tora', 'T\ufffdra'));
    expect(byField('PID-5[1].2', 'T\ufffdri', lost).refusal?.refusalKey).toBe('edit.refused.lost-character');
    expect(byField('PID-5[1].2', 'T\ufffdra', lost).refusal).toBeNull();
    expect(byField('PID-5[1].2', 'Tora', lost).refusal).toBeNull();
  });

  it('takes a value of a megabyte, and one full of separators', () => {
    const long = byField('PID-9', 'æ|'.repeat(500_000));
    expect(long.refusal).toBeNull();
    expect(long.body.bytes.length).toBe(aBody().bytes.length + 500_000 * 5 + 4);
  });
});

describe('applyEdit of steps', () => {
  const bySteps = (body: Body, ...steps: EditStep[]) => applyEdit(body, { kind: 'steps', steps });
  const set = (path: string, text = 'x'): EditStep => ({ kind: 'set', path, text, when: [] });
  const kith = (content: string) =>
    aBody(
      `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"><Type V="SVAR_LAB"/><MsgId>1</MsgId><ServReport>${content}</ServReport></Message>`,
    );
  const result = kith(
    '<Patient><ResultItem><Investigation><Id V="K"/></Investigation><NumResult><NumResultValue V="4.1"/></NumResult></ResultItem></Patient>',
  );

  it.each<[string, Body, EditStep]>([
    ['HL7 v2, every result', aBody(), set('OBX[*]-5')],
    ['HL7 v2, a part of one', aBody(), { kind: 'replace', path: 'OBX[2]', find: '4', text: '5', when: [] }],
    ['HL7 v2, moved away', aBody(), { kind: 'move', from: 'OBX-5', to: 'PID-8', when: [] }],
    ['HL7 v2, emptied', aBody(), { kind: 'delete', path: 'OBX[*]-8', when: [] }],
    ['KITH', result, set('/Message/ServReport/Patient/ResultItem[*]/NumResult/NumResultValue/@V', '5.1')],
    [
      'FHIR',
      aBody('{"resourceType":"Observation","status":"final","valueQuantity":{"value":4.1}}'),
      set('valueQuantity.value', '5.1'),
    ],
  ])('refuses clinical content, and says what it would have changed: %s', (_what, body, step) => {
    const edit = bySteps(body, set(edit0(body)), step);
    expect(edit.refusal?.refusalKey).toBe('edit.refused.clinical');
    expect(edit.fields.some(({ clinical }) => clinical)).toBe(true);
  });

  /** A place that may be changed, so that it is not the only step. */
  function edit0(body: Body): string {
    const start = decoder.decode(body.bytes.subarray(0, 8));
    return start.startsWith('MSH') ? 'MSH-6' : start.startsWith('<') ? '/Message/MsgId' : 'id';
  }

  it('changes no signed body and no body of unknown parts', () => {
    const signed = aBody(
      '<MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24"><Type V="a"/><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></MsgHead>',
    );
    expect(bySteps(signed, set('/MsgHead/Type/@V')).refusal?.refusalKey).toBe('edit.refused.signed');
    expect(bySteps(aBody('{"a":1}'), set('a')).refusal?.refusalKey).toBe('edit.refused.format');
  });

  it('judges ten thousand places, and lists a thousand of them', () => {
    const many = aBody(message + Array.from({ length: 10_000 }, (_, index) => `ROL|${index}|AD|A\r`).join(''));
    const edit = bySteps(many, set('ROL[*]-3', 'B'));
    expect(edit).toMatchObject({ refusal: null, fieldCount: 10_000 });
    expect(edit.fields).toHaveLength(1000);
    const hidden = bySteps(many, set('ROL[*]-3', 'B'), set('OBX[2]-5', '9'));
    expect(hidden.refusal?.refusalKey).toBe('edit.refused.clinical');
  });
});
