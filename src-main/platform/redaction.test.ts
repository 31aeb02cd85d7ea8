import { describe, expect, it } from 'vitest';
import { redactForLog } from './redaction.ts';

describe('redactForLog', () => {
  it('keeps ids, codes, counts and addresses', () => {
    const line = 'channel 5f2c9d1e-8a44-4c1b-9d37-0a6f1b2c3d4e: 12 of 500 failed, ENGINE_PROTOCOL at 127.0.0.1:8443';
    expect(redactForLog(line)).toBe(line);
  });

  it('replaces a whole HL7 segment', () => {
    expect(redactForLog('rejected PID|1||11887510050^^^FNR||NORDMANN^KARI')).toBe('rejected [segment]');
  });

  it('replaces a national number written whole or in two parts', () => {
    expect(redactForLog('unknown 11887510050 and 118875 10050')).toBe('unknown [number] and [number]');
  });

  it('replaces a name in components, in quotes and in markup', () => {
    const line = redactForLog(`NORDMANN^KARI "Kari Nordmann" 'Kari Nordmann' <Name>Kari Nordmann</Name>`);
    expect(line).not.toMatch(/nordmann|kari/i);
  });

  it('replaces the value that a JSON parser quotes in its error', () => {
    expect(redactForLog(`Unexpected token 'P', "PID|1||118"... is not valid JSON`)).not.toContain('118');
  });

  it('cuts a huge line and leaves it on one line', () => {
    const line = redactForLog(`a\nb ${'x '.repeat(10_000)}`);
    expect(line.length).toBeLessThan(700);
    expect(line).not.toContain('\n');
  });
});
