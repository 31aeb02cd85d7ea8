import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceCodec, isChannelPlace, oneOf, type TextPlace } from './choice-codec.ts';

type Filter = { text: string; channel: string | null; state: string };
const whole: Filter = { text: '', channel: null, state: 'open' };
const codec = choiceCodec<Filter>('failures', whole, {
  channel: { name: 'channel', isValid: isChannelPlace },
  state: { name: 'state', isValid: oneOf(['open', 'all']), isAlways: true },
});
const read = (query: string) => codec.read(new URLSearchParams(query));

describe('a filter in an address', () => {
  it('is the same when it is read again', () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((each) => !/[/\s]/u.test(each));
    const place: fc.Arbitrary<TextPlace> = fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => ({ kind: 'open' as const, text })),
      fc.constant({ kind: 'held' as const, handle: 'a'.repeat(22) }),
    );
    const channel = fc.option(fc.tuple(name, name).map((both) => both.join('/')));
    fc.assert(
      fc.property(channel, fc.constantFrom('open', 'all'), place, (chosen, state, where) => {
        const choice = { text: '', channel: chosen, state };
        expect(read(codec.write(choice, where))).toEqual({ choice, place: where, isOdd: false });
      }),
    );
  });

  it('holds what it is without, where that depends on who opens it', () => {
    expect(codec.write(whole, { kind: 'none' })).toBe('state=open');
    expect(codec.write({ ...whole, channel: 'a/b' }, { kind: 'open', text: 'error:timeout age:<2h' })).toBe(
      'channel=a/b&state=open&q=error:timeout%20age:%3C2h',
    );
  });

  it.each([
    'state=gone',
    'channel=noslash',
    'channel=a/b/c',
    'held=short',
    `held=${'a'.repeat(22)}&q=x`,
    `q=${'x'.repeat(2001)}`,
    'q=',
    'colour=red',
    '%',
    '=',
  ])('leaves out what it does not understand in %s, and says so', (query) => {
    expect(read(query)).toEqual({ choice: whole, place: { kind: 'none' }, isOdd: true });
  });

  it('keeps the rest of an address that is odd in one place', () => {
    expect(read('state=all&channel=x')).toMatchObject({ choice: { state: 'all', channel: null }, isOdd: true });
  });

  it('may be a saved view, and then nothing else', () => {
    const viewId = 'v'.repeat(22);
    const view = { choice: whole, place: { kind: 'view', viewId } };
    expect(read(`view=${viewId}`)).toEqual({ ...view, isOdd: false });
    expect(read(`view=${viewId}&state=all`)).toEqual({ ...view, isOdd: true });
    expect(read('view=1')).toMatchObject({ place: { kind: 'none' }, isOdd: true });
    expect(codec.write(whole, { kind: 'view', viewId })).toBe(`view=${viewId}`);
  });

  it('is kept as a view, and what a view holds that this list has not is left', () => {
    const choice = { text: ' id:A ', channel: 'a/b', state: 'all' };
    expect(codec.toView(choice)).toEqual({
      channel: 'a/b',
      cause: null,
      within: 'any',
      state: 'all',
      status: null,
      text: 'id:A',
    });
    expect(
      codec.ofView({ channel: 'a/b', cause: 'timeout', within: 'hour', state: 'resolved', status: null, text: 'x' }),
    ).toEqual({
      ...{ text: 'x', channel: 'a/b', state: 'open' },
    });
  });

  it('of any text is read', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => void read(query)));
  });
});
