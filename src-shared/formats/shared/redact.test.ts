import { describe, expect, it } from 'vitest';
import { parseMessage } from '../index.ts';
import { patientValues } from './patient-values.ts';
import { redactText } from './redact.ts';
import { encodeUtf8 } from './text-codec.ts';

const message =
  'MSH|^~\\&|LAB\rPID|1||05852012345~4711||Ødegård^Kari||19850205|F|||Storgata 7^^OSLO^^0155^NO||90012345\r';
const values = patientValues(parseMessage(encodeUtf8(message), { statedEncoding: null }));
const redact = (text: string) => redactText(text, values);

describe('redactText', () => {
  it('keeps what says where and why it went wrong', () => {
    for (const text of [
      'TCP Sender error\nERROR MESSAGE: Connection refused\njava.net.ConnectException: 10.0.0.7:6661',
      'Timeout waiting for response: Read timed out',
      'Transformer error\nCHANNEL:\tLab results\nLINE NUMBER:\t108\nDETAILS:\tError: OBX-2: numeric result expected',
      'MSH|^~\\&|LIS|LAB|ENGINE|HOSP|20261122113000||ACK|AORU00077|P|2.5.1\rMSA|AE|ORU00077|Patient not found in LIS\rERR||PID^1^3|204^Unknown key identifier^HL70357|E',
    ]) {
      expect(redact(text)).toBe(text);
    }
  });

  it('takes out segments of the patient and the result, however their lines end', () => {
    expect(redact('NACK\rPID|1||7||X^Y\rMSA|AE|1\nNK1|1|Z\\rMSA|AE&#xd;OBX|1|NM|K||5')).toBe(
      'NACK\rPID|[segment]\rMSA|AE|1\nNK1|[segment]\\rMSA|AE&#xd;OBX|[segment]',
    );
  });

  it('takes out national numbers whole or in two parts, also of other persons', () => {
    expect(redactText('no 11887510050, 118875 10050 or 118875-10050; order 20261122113000', [])).toBe(
      'no [number], [number] or [number]; order 20261122113000',
    );
  });

  it("takes out the message's own values in every usual form", () => {
    const text = redact(
      'kari ødegård (05.02.1985, 1985-02-05, 050285) of Storgata  7, tel 90012345, 058520 12345, pid 4711',
    );
    expect(text).not.toMatch(/kari|ødegård|1985|050285|storgata|9001|12345|4711/i);
  });

  it('takes out short values only as whole words', () => {
    expect(redactText('Bo bor i Bodø', ['Bo'])).toBe('[patient] bor i Bodø');
    expect(redactText('time 171234 id 1712', ['1712'])).toBe('time 171234 id [patient]');
  });

  it('takes out birth dates and names in components of unknown persons', () => {
    expect(redactText('født 01.02.1950, DOB: 1950-02-01, 19500201 NORDMANN^OLA^B', [])).toBe(
      'født [date], DOB: [date], [date] [name]',
    );
  });

  it('takes out quoted and assigned values', () => {
    expect(redactText('numeric result expected, got "haemolysed"', [])).toBe('numeric result expected, got "[value]"');
    expect(redactText("For input string: '5,1 H'", [])).toBe("For input string: '[value]'");
    expect(redactText('invalid value: 5.1mmol, result = neg', [])).toBe('invalid value: [value], result = [value]');
    expect(redactText('Unparseable date: "05.13.198', [])).toBe('Unparseable date: "[value]');
  });

  it('takes out the values of JSON and markup and keeps their names', () => {
    expect(redactText('{"family": "Nordmann", "birthDate":"1950-02-01","n":5.1}', [])).toBe(
      '{"family": "[value]", "birthDate":"[value]","n":"[value]"}',
    );
    expect(redactText('<Given a="1">Kari</Given><List/> Map<String> failed', [])).toBe(
      '<Given a="1">[value]</Given><List/> Map<String> failed',
    );
  });

  it('takes a pattern character in a value for what it is', () => {
    expect(redactText('a (b) [c] a.c* abc', ['(b) [c]', 'a.c*'])).toBe('a [patient] [patient] abc');
  });

  it('searches for very many and for very long values', () => {
    const lines = Array.from({ length: 4500 }, (_, index) => `${index} ${'long line '.repeat(index % 20)}`).join('\n');
    const many = patientValues(parseMessage(encodeUtf8(`${lines}\n${'x'.repeat(300_000)}`), { statedEncoding: null }));
    expect(many.length).toBe(2000);
    expect(redactText('at 2 long line long line', many)).toBe('at [patient]');
  });

  it('takes a value of a million characters out by its beginning, to the end of its line', () => {
    const huge = `Fru Solbakken ringte ${'og sa mer '.repeat(100_000)}`;
    expect(redactText(`at 2: ${huge}slutt\nTimeout in line 2`, [huge, 'Solbakken'])).toBe(
      'at 2: [patient]\nTimeout in line 2',
    );
  });

  it('searches for the first values when there are more than can be searched for', () => {
    const values = ['Solbakken', ...Array.from({ length: 100_000 }, (_, index) => `value ${index} ${'x'.repeat(110)}`)];
    expect(redactText('Solbakken was not found', values)).toBe('[patient] was not found');
  });

  it('cuts a long value between characters, not within one', () => {
    const long = `${'a'.repeat(119)}😀${'b'.repeat(50)}`;
    expect(redactText(`x ${long}`, [long])).toBe('x [patient]');
  });

  it('reads a huge text in one go', () => {
    const text = redactText(`${'x'.repeat(200_000)} 11887510050 ${'"'.repeat(50_000)}${'a^'.repeat(50_000)}`, values);
    expect(text).not.toContain('11887510050');
  });
});
