import { describe, expect, it } from 'vitest';
import { createKeyMatcher, type KeyPress, nameOfPress } from './key-matcher.ts';

const press = (key: string, part: Partial<KeyPress> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
});
const bound = ['j', 'g o', 'g f', 'Mod+k', '?', 'Enter'];

describe('the key matcher', () => {
  it('finds a single key', () => {
    expect(createKeyMatcher(() => 0)(press('j'), bound)).toEqual({ kind: 'matched', keys: 'j' });
  });

  it('finds a sequence', () => {
    const match = createKeyMatcher(() => 0);
    expect(match(press('g'), bound)).toEqual({ kind: 'pending' });
    expect(match(press('f'), bound)).toEqual({ kind: 'matched', keys: 'g f' });
  });

  it('forgets the start of a sequence after a while', () => {
    let now = 0;
    const match = createKeyMatcher(() => now);
    match(press('g'), bound);
    now = 5000;
    expect(match(press('o'), bound)).toEqual({ kind: 'none' });
  });

  it('takes a key by itself when it does not continue the sequence', () => {
    const match = createKeyMatcher(() => 0);
    match(press('g'), bound);
    expect(match(press('j'), bound)).toEqual({ kind: 'matched', keys: 'j' });
  });

  it('takes Ctrl and ⌘ as the same', () => {
    const match = createKeyMatcher(() => 0);
    expect(match(press('K', { ctrlKey: true }), bound)).toEqual({ kind: 'matched', keys: 'Mod+k' });
    expect(match(press('k', { metaKey: true }), bound)).toEqual({ kind: 'matched', keys: 'Mod+k' });
  });

  it('wants nothing of a key with a modifier that is bound without', () => {
    expect(createKeyMatcher(() => 0)(press('j', { ctrlKey: true }), bound)).toEqual({ kind: 'none' });
  });
});

describe('nameOfPress', () => {
  it('keeps the name of an arrow with Alt', () => {
    expect(nameOfPress(press('ArrowLeft', { altKey: true }))).toBe('Alt+ArrowLeft');
  });

  it('tells an arrow with Shift from one without, and leaves a character as it was typed', () => {
    expect(nameOfPress(press('ArrowDown', { shiftKey: true }))).toBe('Shift+ArrowDown');
    expect(nameOfPress(press('?', { shiftKey: true }))).toBe('?');
  });

  it('tells a letter with Shift and Ctrl from one without Shift', () => {
    expect(nameOfPress(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('Mod+Shift+z');
    expect(nameOfPress(press('Z', { ctrlKey: true }))).toBe('Mod+z');
  });
});
