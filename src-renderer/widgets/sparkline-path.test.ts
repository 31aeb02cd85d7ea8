import { describe, expect, it } from 'vitest';
import { shapeSparkline } from './sparkline-path.ts';

describe('shapeSparkline', () => {
  it('draws from the highest at the top to zero at the foot', () => {
    expect(shapeSparkline([0, 5, 10])).toEqual({ path: 'M0 1L1 0.5L2 0', gaps: [] });
  });

  it('breaks the line at minutes nobody watched', () => {
    const { path, gaps } = shapeSparkline([1, null, null, 1, 1]);
    expect(path).toBe('M0 0L0.8 0M3 0L4 0');
    expect(gaps).toEqual([{ from: 1, to: 3 }]);
  });

  it('draws only a gap when nothing was watched', () => {
    expect(shapeSparkline([null, null])).toEqual({ path: '', gaps: [{ from: 0, to: 2 }] });
  });

  it('keeps a quiet channel at the foot', () => {
    expect(shapeSparkline([0, 0]).path).toBe('M0 1L1 1');
  });
});
