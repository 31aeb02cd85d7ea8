import { describe, expect, it } from 'vitest';
import { rankItems } from './rank-items.ts';

const item = (label: string, detail = '') => ({ id: label, label, detail, run: () => undefined });
const labels = (typed: string, items: ReturnType<typeof item>[]) => rankItems(items, typed).map(({ label }) => label);

describe('rankItems', () => {
  const items = [item('Orders to laboratory', 'channel'), item('Laboratory results', 'channel'), item('Elaborate')];

  it('puts a label that begins with the text first, then one with a word that does', () => {
    expect(labels('lab', items)).toEqual(['Laboratory results', 'Orders to laboratory', 'Elaborate']);
  });

  it('wants every word typed', () => {
    expect(labels('lab orders', items)).toEqual(['Orders to laboratory']);
  });

  it('looks in the detail as well', () => {
    expect(labels('channel', items)).toHaveLength(2);
  });

  it('gives all in their own order when nothing is typed', () => {
    expect(labels('  ', items)).toEqual(items.map(({ label }) => label));
  });
});
