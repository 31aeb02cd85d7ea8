import { describe, expect, it } from 'vitest';
import { rollupSteps, seriesPlans } from './series.ts';

describe.each(Object.entries(seriesPlans))('a chart of %s', (_range, { spanMs, stepMs, pointMs }) => {
  it('has at most some 600 points', () => {
    expect(spanMs / pointMs).toBeLessThanOrEqual(672);
  });

  it('is made of whole rollups that are kept as long as it goes back', () => {
    expect(pointMs % stepMs).toBe(0);
    expect(rollupSteps.find((step) => step.stepMs === stepMs)?.keptMs).toBeGreaterThanOrEqual(spanMs);
  });
});
