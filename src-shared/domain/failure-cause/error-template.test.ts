import { describe, expect, it } from 'vitest';
import { apart, variantTexts } from './error-template.samples.ts';
import { errorTemplate } from './error-template.ts';

const templateOf = (line: string): string => errorTemplate(line).template;

describe('the template of an error text', () => {
  it.each(Object.entries(variantTexts()))('is one for every id, date and name of: %s', (_sort, lines) => {
    expect(lines.length).toBeGreaterThanOrEqual(200);
    expect([...new Set(lines)].length).toBeGreaterThan(150);
    expect([...new Set(lines.map(templateOf))]).toHaveLength(1);
  });

  it.each(apart)('keeps apart: %s | %s', (one, other) => {
    expect(templateOf(one)).not.toBe(templateOf(other));
  });

  it('says what was left out and as what', () => {
    expect(errorTemplate('Read timed out after 30000 ms at 10.0.3.7:6661, 2026-11-26 03:12:09')).toEqual({
      template: 'read timed out after … ms at …',
      stripped: [
        { what: 'time', from: '2026-11-26 03:12:09' },
        { what: 'address', from: '10.0.3.7:6661' },
        { what: 'number', from: '30000' },
      ],
    });
  });

  it('keeps places, codes and the words of a program', () => {
    expect(templateOf('PID-3.1 is missing')).toBe('pid-3.1 is missing');
    expect(templateOf('Cannot read property "patient.name" of undefined')).toContain('"patient.name"');
    expect(templateOf('HTTP 503 Service Unavailable')).toBe('http 503 service unavailable');
    expect(templateOf('ORA-00942: table or view does not exist')).toBe('ora-00942: table or view does not exist');
    expect(templateOf('TLSv1.2 handshake failed')).toBe('tlsv1.2 handshake failed');
  });

  it('reads no more than two thousand characters, whatever they are', () => {
    expect(templateOf(`${'a '.repeat(900)}PID-3`)).toContain('pid-3');
    expect(templateOf(`${'a '.repeat(1100)}PID-3`)).not.toContain('pid-3');
    // Runs that a pattern could read in many ways: each must come to its end.
    for (const piece of ['Aa 1.1.1-', 'a/', '1,', 'Lie, ', '"', 'a.b-', '1e', 'ab1', '::1', '[a'])
      expect(templateOf(piece.repeat(5000)).length).toBeLessThanOrEqual(2000);
  });
});
