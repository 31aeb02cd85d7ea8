import { describe, expect, it } from 'vitest';
import { planSpan, rollupSteps, seriesPlans } from './series.ts';

describe.each(Object.entries(seriesPlans))('a chart of %s', (_range, { spanMs, stepMs, pointMs }) => {
  it('has at most some 600 points', () => {
    expect(spanMs / pointMs).toBeLessThanOrEqual(672);
  });

  it('is made of whole rollups that are kept as long as it goes back', () => {
    expect(pointMs % stepMs).toBe(0);
    expect(rollupSteps.find((step) => step.stepMs === stepMs)?.keptMs).toBeGreaterThanOrEqual(spanMs);
  });
});

describe('a chart of any stretch', () => {
  const now = 1_800_000_000_000;
  const [hourMs, dayMs] = [3_600_000, 86_400_000];

  it('is drawn from the finest steps that are still kept', () => {
    expect(planSpan({ from: now - hourMs, to: now }, now)).toEqual({ stepMs: 10_000, pointMs: 10_000 });
    expect(planSpan({ from: now - 3 * dayMs, to: now - 3 * dayMs + hourMs }, now)).toEqual({
      stepMs: 60_000,
      pointMs: 60_000,
    });
    expect(planSpan({ from: now - 60 * dayMs, to: now - 59 * dayMs }, now)).toEqual({
      stepMs: 900_000,
      pointMs: 900_000,
    });
  });

  it('has at most some 700 points, however long it is', () => {
    for (const days of [1, 7, 30, 90, 730]) {
      const span = { from: now - days * dayMs, to: now };
      const { stepMs, pointMs } = planSpan(span, now);
      expect((days * dayMs) / pointMs).toBeLessThanOrEqual(731);
      expect(pointMs % stepMs).toBe(0);
    }
  });
});
