import { describe, expect, it } from 'vitest';
import { inOrder, isLayout, laidOut, moved, naturalLayout, toggled } from './column-layout.ts';

const columns = [{ id: 'time' }, { id: 'channel' }, { id: 'cause' }, { id: 'size', isExtra: true }];
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('the columns of a list', () => {
  it('stand in their natural order, without the extra ones, until somebody chooses', () => {
    expect(idsOf(laidOut(columns, naturalLayout))).toEqual(['time', 'channel', 'cause']);
  });

  it('are hidden and shown one by one, and the last one stays', () => {
    let layout = toggled(columns, naturalLayout, 'channel');
    expect(idsOf(laidOut(columns, layout))).toEqual(['time', 'cause']);
    layout = toggled(columns, toggled(columns, layout, 'size'), 'time');
    expect(idsOf(laidOut(columns, layout))).toEqual(['cause', 'size']);
    layout = toggled(columns, toggled(columns, layout, 'cause'), 'size');
    expect(idsOf(laidOut(columns, layout))).toEqual(['size']);
    expect(idsOf(laidOut(columns, toggled(columns, layout, 'channel')))).toEqual(['channel', 'size']);
  });

  it('move one place at a time and stop at the ends', () => {
    const layout = moved(columns, naturalLayout, 'cause', -1);
    expect(idsOf(inOrder(columns, layout))).toEqual(['time', 'cause', 'channel', 'size']);
    expect(moved(columns, naturalLayout, 'time', -1)).toBe(naturalLayout);
    expect(moved(columns, naturalLayout, 'size', 1)).toBe(naturalLayout);
  });

  it('keep their order when a version brings a new one, which stands after its neighbour', () => {
    const layout = { ...naturalLayout, order: ['cause', 'time', 'channel'] };
    const more = [{ id: 'time' }, { id: 'received' }, { id: 'channel' }, { id: 'cause' }];
    expect(idsOf(inOrder(more, layout))).toEqual(['cause', 'time', 'received', 'channel']);
    expect(idsOf(inOrder([{ id: 'new' }, ...columns], layout))).toEqual(['new', 'cause', 'size', 'time', 'channel']);
  });

  it('are all shown when a choice would leave none', () => {
    const one = [{ id: 'time' }];
    expect(idsOf(laidOut(one, { ...naturalLayout, hidden: ['time'] }))).toEqual(['time']);
  });

  it('are read from the store of the browser only when they are what was written', () => {
    expect(isLayout(naturalLayout)).toBe(true);
    for (const other of [null, 'time', {}, { order: [1], hidden: [], shown: [] }]) expect(isLayout(other)).toBe(false);
  });
});
