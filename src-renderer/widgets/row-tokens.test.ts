import { describe, expect, it } from 'vitest';
import { rowTokens } from './row-tokens.ts';

const shown = (format: string, head: string, text: string) =>
  rowTokens(format, head)(text).map(({ from, to, kind }) => `${kind} ${text.slice(from, to)}`);

describe('rowTokens', () => {
  it('knows segment names, separators and escapes of HL7 v2', () => {
    expect(shown('hl7v2', 'MSH|^~\\&|A', 'OBX|1^2|a\\T\\b')).toEqual([
      'name OBX',
      'mark |',
      'inner ^',
      'mark |',
      'escape \\T\\',
    ]);
  });

  it('takes the separators from the message', () => {
    expect(shown('hl7v2', 'MSH$%~\\&$A', 'PID$1%2|3')).toEqual(['name PID', 'mark $', 'inner %']);
  });

  it('knows elements, attributes and references of XML, and names and values of JSON', () => {
    expect(shown('xml', '', '<a id="1">x &amp; y</a>')).toEqual([
      'name <a',
      'key id',
      'value "1"',
      'name >',
      'escape &amp;',
      'name </a',
      'name >',
    ]);
    expect(shown('fhir-json', '', '{"id": "x", "n": 1}').slice(0, 5)).toEqual([
      'mark {',
      'key "id"',
      'mark :',
      'value "x"',
      'mark ,',
    ]);
  });

  it('colours nothing in plain text', () => {
    expect(shown('text', '', 'PID|1')).toEqual([]);
  });
});
