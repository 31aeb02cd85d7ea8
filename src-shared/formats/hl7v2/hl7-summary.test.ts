import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { hl7v2Format } from './hl7v2-format.ts';

const header = 'MSH|^~\\&|LAB^1|HUS|EPJ||20261122030000+0100||ORU^R01^ORU_R01|MSG1|P|2.5';
const summarise = (...segments: string[]) =>
  hl7v2Format.summary(encodeUtf8([header, ...segments].join('\r')), { statedEncoding: null });

describe('hl7v2 summary', () => {
  it('reads the header', () => {
    expect(summarise().header).toEqual({
      messageControlId: 'MSG1',
      messageType: 'ORU^R01',
      sender: 'LAB / HUS',
      receiver: 'EPJ',
      messageAt: Date.UTC(2026, 10, 22, 2),
    });
  });

  it('says null for what is missing or unreadable', () => {
    const empty = { messageControlId: null, messageType: null, sender: null, receiver: null, messageAt: null };
    for (const text of ['', 'PID|1', 'MSH', 'MSH|^~\\&|', 'MSH|^~\\&|||||soon|||""']) {
      expect(hl7v2Format.summary(encodeUtf8(text), { statedEncoding: null }).header, text).toEqual(empty);
    }
  });

  it('collects patient, order and visit keys once each, from all repetitions and messages', () => {
    const { patientKeys, orderKeys, visitKeys } = summarise(
      ...[
        'PID|1|OLD|05852012345^^^X^FNR~4711^^^Y~""||A^B',
        `PV1|1|I${'|'.repeat(17)}V7`,
        'ORC|RE|P1^EPJ|F1',
        'OBR|1|P1|F1|K',
      ],
      ...['OBR|2|P1|F2', header, 'PID|1||4711', 'MRG|4700'],
    );
    expect(patientKeys).toEqual(['05852012345', '4711', 'OLD', '4700']);
    expect(orderKeys).toEqual(['P1', 'F1', 'F2']);
    expect(visitKeys).toEqual(['V7']);
  });

  it('collects every identifier of a field that repeats ten thousand times', () => {
    const identifiers = Array.from({ length: 10_000 }, (_, index) => `${index + 1}&X^^^Y`);
    expect(summarise(`PID|1||${identifiers.join('~')}`).patientKeys).toEqual(
      identifiers.map((_, index) => `${index + 1}`),
    );
  });

  it('names the orderer and whoever gets a copy as recipients', () => {
    const copies = `OBR|1${'|'.repeat(15)}D1^Lege${'|'.repeat(12)}W1~W2`;
    expect(summarise(copies).recipients).toEqual(['W1', 'W2', 'D1']);
  });

  it('is urgent by ORC-7, OBR-5, OBR-27 or TQ1-9, and unknown when nothing is said', () => {
    const urgency = (...segments: string[]) => summarise(...segments).urgency;
    expect(urgency('ORC|NW|||||1^^^^^S')).toBe('unknown');
    expect(urgency('ORC|NW||||||1^^^^^S')).toBe('urgent');
    expect(urgency('OBR|1||||cito')).toBe('urgent');
    expect(urgency(`OBR|1${'|'.repeat(26)}^^^^^A`)).toBe('urgent');
    expect(urgency('TQ1|1||||||||ASAP^As soon as possible')).toBe('urgent');
    expect(urgency('TQ1|1||||||||R~S')).toBe('urgent');
    expect(urgency('OBR|1||||R')).toBe('routine');
    expect(urgency('OBR|1||||XYZ')).toBe('unknown');
    expect(urgency()).toBe('unknown');
  });

  it('tells the version of the report', () => {
    const obr = (status: string) => `OBR|1${'|'.repeat(24)}${status}`;
    const obx = (status: string) => `OBX|1|NM|K||5||||||${status}`;
    const version = (...segments: string[]) => summarise(...segments).version;
    expect(version(obr('F'), obx('F'))).toBe('final');
    expect(version(obr('P'), obx('P'))).toBe('preliminary');
    expect(version(obr('F'), obx('P'))).toBe('final');
    expect(version(obr('F'), obr('P'))).toBe('partial');
    expect(version(obr('A'), obx('F'))).toBe('partial');
    expect(version(obr('C'), obx('F'))).toBe('corrected');
    expect(version(obr('F'), obx('F'), obx('C'))).toBe('corrected');
    expect(version(obr('F'), obx('F'), obx('W'))).toBe('corrected');
    expect(version(obr('F'), obx('D'), obx('W'))).toBe('withdrawn');
    expect(version(obr('X'))).toBe('withdrawn');
    expect(version(obx('F'))).toBe('final');
    expect(version(obr(''), obx(''))).toBeNull();
    expect(version('PID|1')).toBeNull();
  });

  it('takes a national number before others as the patient, by its type, its issuer or its digits', () => {
    expect(summarise('PID|1||4711^^^HUS^MR~05852012345^^^SKD^FNR').patient).toEqual({
      kind: 'fnr',
      value: '05852012345',
    });
    expect(summarise('PID|1||45852012345^^^&2.16.578.1.12.4.1.4.2&ISO').patient?.kind).toBe('dnr');
    expect(summarise('PID|1||4711').patient).toEqual({ kind: 'id', value: '4711' });
    expect(summarise('PID|1').patient).toBeNull();
  });

  it('calls a result with an alarming flag urgent', () => {
    expect(summarise('OBX|1|NM|K||7.9|mmol/L|3.5-5.0|HH').urgency).toBe('urgent');
    expect(summarise('OBX|1|NM|K||5.1|mmol/L|3.5-5.0|H').urgency).toBe('unknown');
  });

  it('reads an acknowledgement with its errors of both forms', () => {
    expect(summarise('MSA|AA|A1').receipt).toEqual({ outcome: 'accepted', status: 'AA', refersTo: 'A1', errors: [] });
    expect(summarise('MSA|AE|A1', 'ERR|||101^Required field missing|E||||PID-3').receipt).toMatchObject({
      outcome: 'rejected',
      errors: [{ code: '101', severity: 'E', text: 'PID-3' }],
    });
    expect(summarise('MSA|AR|A1|unknown', 'ERR|PID^1^3^204').receipt?.errors).toEqual([
      { code: null, severity: null, text: 'unknown' },
      { code: '204', severity: null, text: null },
    ]);
    expect(summarise('MSA|AA|A1', 'ERR|||0^OK|I').receipt?.outcome).toBe('accepted');
    expect(summarise('PID|1').receipt).toBeNull();
  });
});
