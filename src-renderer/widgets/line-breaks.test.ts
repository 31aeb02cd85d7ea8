import { describe, expect, it } from 'vitest';
import { mapLineBreaks } from './line-breaks.ts';

describe('mapLineBreaks', () => {
  it('changes nothing when every break is one character', () => {
    const map = mapLineBreaks('MSH|a\rPID|b\nOBX');
    expect([0, 5, 6, 14].map(map.toEditor)).toEqual([0, 5, 6, 14]);
  });

  it('maps both ways when breaks are CRLF', () => {
    const text = 'ab\r\ncd\r\nef';
    const editor = text.replaceAll('\r\n', '\n');
    const map = mapLineBreaks(text);
    for (const letter of 'abcdef') {
      expect(map.toEditor(text.indexOf(letter))).toBe(editor.indexOf(letter));
      expect(map.toText(editor.indexOf(letter))).toBe(text.indexOf(letter));
    }
  });
});
