import { describe, expect, it } from 'vitest';
import { isListAddress } from './list-address.ts';

describe('isListAddress', () => {
  it.each([
    '/',
    '/failures/helse/adt/17',
    '/failures?channel=helse/adt&state=open&q=error:timeout%20age:%3C2h',
    `/messages?held=${'a'.repeat(22)}`,
  ])('takes %s', (address) => expect(isListAddress(address)).toBe(true));

  it.each([
    '//elsewhere.example',
    'https://elsewhere.example',
    '/a b',
    '/failures?q=hansen',
    '/failures?state=open&q=patient:4711',
    '/failures?q=26815909445',
    '/failures?name=kari',
    '/failures?state=open#x',
    `/failures?q=channel:${'x'.repeat(7000)}`,
  ])('refuses %s', (address) => expect(isListAddress(address)).toBe(false));
});
