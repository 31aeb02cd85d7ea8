import { describe, expect, it } from 'vitest';
import { easterDay, norwegianMoment } from './norwegian-days.ts';

const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const noonOf = (date: string) => norwegianMoment(Date.parse(`${date}T11:00:00Z`));

describe('Easter', () => {
  it.each([
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
  ])('is on %s', (date) => {
    expect(dateOf(easterDay(Number(date.slice(0, 4))))).toBe(date);
  });
});

describe('a day in Norway', () => {
  it.each(['01-01', '04-02', '04-03', '04-05', '04-06', '05-01', '05-14', '05-17', '05-24', '05-25', '12-25', '12-26'])(
    'is a public holiday on %s in 2026',
    (date) => expect(noonOf(`2026-${date}`).dayKind).toBe('holiday'),
  );

  it('is quiet around Christmas and before Easter, else ordinary', () => {
    for (const date of ['12-24', '12-30', '04-01']) expect(noonOf(`2026-${date}`).dayKind).toBe('quiet');
    for (const date of ['04-07', '05-18', '12-23']) expect(noonOf(`2026-${date}`).dayKind).toBe('ordinary');
  });

  it('begins and ends by the clock there, in winter and in summer', () => {
    expect(norwegianMoment(Date.parse('2026-05-16T21:59:00Z'))).toEqual({
      weekday: 5,
      minute: 1439,
      dayKind: 'ordinary',
    });
    expect(norwegianMoment(Date.parse('2026-05-16T22:00:00Z'))).toEqual({ weekday: 6, minute: 0, dayKind: 'holiday' });
    expect(norwegianMoment(Date.parse('2026-12-24T23:00:00Z'))).toEqual({ weekday: 4, minute: 0, dayKind: 'holiday' });
  });

  it('changes to summer time and back on the last Sundays of March and October', () => {
    const minutes = ['2026-03-29T00:59Z', '2026-03-29T01:00Z', '2026-10-25T00:59Z', '2026-10-25T01:00Z'];
    expect(minutes.map((at) => norwegianMoment(Date.parse(at)).minute)).toEqual([119, 180, 179, 120]);
  });
});
