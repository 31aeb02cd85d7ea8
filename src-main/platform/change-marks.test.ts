import { describe, expect, it } from 'vitest';
import { createChangeMarks } from './change-marks.ts';

describe('marks of changes', () => {
  it('stand as long as nothing there is written', async () => {
    const marks = createChangeMarks();
    const stamp = marks.stampOf(['a', 'b']);
    await marks.around(['c'], Promise.resolve());
    expect(marks.stampOf(['a', 'b'])).toBe(stamp);
  });

  it('have moved when any of the places was written, also in vain', async () => {
    const marks = createChangeMarks();
    const before = marks.stampOf(['a', 'b']);
    await marks.around(['b'], Promise.resolve());
    const between = marks.stampOf(['a', 'b']);
    await marks.around(['a'], Promise.reject(new Error('full'))).catch(() => undefined);
    expect(between).toBeGreaterThan(before);
    expect(marks.stampOf(['a', 'b'])).toBeGreaterThan(between);
  });

  it('have moved for who read while it was written', async () => {
    const marks = createChangeMarks();
    const write = Promise.withResolvers<void>();
    const writing = marks.around(['a'], write.promise);
    const during = marks.stampOf(['a']);
    write.resolve();
    await writing;
    expect(marks.stampOf(['a'])).toBeGreaterThan(during);
  });

  it('have moved everywhere when everything was begun anew', () => {
    const marks = createChangeMarks();
    const stamp = marks.stampOf(['a']);
    marks.touchAll();
    expect(marks.stampOf(['a'])).toBeGreaterThan(stamp);
  });
});
