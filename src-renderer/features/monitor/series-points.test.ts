import { describe, expect, it } from 'vitest';
import { drawnPoints, seriesCsv } from './series-points.ts';

const weekMs = 7 * 86_400_000;
const figures = { coverage: 1, received: 4, sent: 3, filtered: 0, errored: 1, queued: 0, oldestMs: null };
const times = { count: 3, p50: 10, p95: 20, p99: 30, max: 40 };
const point = { at: weekMs, ...figures, processing: times, endToEnd: null };
const gap = { ...point, at: 2 * weekMs, received: null, sent: null, errored: null, processing: null };

describe('the points of a channel', () => {
  it('carry times, the share of errors, and what came a week ago', () => {
    const [drawn] = drawnPoints([point], [{ ...point, at: 0, received: 9 }]);
    expect(drawn).toMatchObject({ p95: 20, endToEnd95: null, errorShare: 0.25, receivedLastWeek: 9 });
  });

  it('know no share where nothing is known', () => {
    expect(drawnPoints([gap], null)[0]).toMatchObject({ errorShare: null, receivedLastWeek: null, p50: null });
  });

  it('are a table of numbers for a spreadsheet, empty where nothing is known', () => {
    const [head, first, second] = seriesCsv(drawnPoints([point, gap], null)).split('\r\n');
    expect(head).toMatch(/^time;received;sent;/);
    expect(first).toBe('1970-01-08T00:00:00.000Z;4;3;0;1;;10;20;30;;0.25;0;');
    expect(second).toBe('1970-01-15T00:00:00.000Z;;;0;;;;;;;;0;');
  });
});
