import { describe, expect, it } from 'vitest';
import { changed, redone, startHistory, undone } from './step-history.ts';

describe('the history of a list', () => {
  it('undoes and redoes change by change', () => {
    const three = changed(changed(startHistory('a'), 'b', null), 'c', null);
    expect(undone(three).present).toBe('b');
    expect(undone(undone(three)).present).toBe('a');
    expect(redone(undone(undone(three))).present).toBe('b');
  });

  it('undoes what was written in one field at once', () => {
    const typed = ['K', 'KI', 'KIR'].reduce((history, word) => changed(history, word, 'text'), startHistory(''));
    expect(undone(typed).present).toBe('');
  });

  it('parts what was written in two fields', () => {
    const typed = changed(changed(startHistory(''), 'a', 'path'), 'ab', 'text');
    expect(undone(typed).present).toBe('a');
  });

  it('parts what was written before and after an undo', () => {
    const again = changed(undone(changed(startHistory('a'), 'b', 'text')), 'c', 'text');
    expect(undone(again).present).toBe('a');
    expect(redone(again)).toBe(again);
  });

  it('stays where there is nothing to undo', () => {
    const start = startHistory('a');
    expect(undone(start)).toBe(start);
    expect(redone(start)).toBe(start);
  });

  it('forgets what is long past', () => {
    let history = startHistory(0);
    for (let value = 1; value <= 150; value += 1) history = changed(history, value, null);
    expect(history.past).toHaveLength(100);
  });
});
