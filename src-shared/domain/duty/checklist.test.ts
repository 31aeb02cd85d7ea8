import { describe, expect, it } from 'vitest';
import { checksOf, dueAtOf, nextDue, standardChecklist, withAwareAt } from './checklist.ts';

const hourMs = 3_600_000;
const openedAt = Date.UTC(2026, 9, 24, 23, 30);
const dueOf = (checks: ReturnType<typeof checksOf>, id: string) => checks.find(({ checkId }) => checkId === id)?.dueAt;

describe('the clocks of an incident', () => {
  it('count hours that pass where the clocks go back in the night', () => {
    const awareAt = Date.parse('2026-10-25T02:30:00+02:00');
    const due = dueAtOf({ hours: 24 }, awareAt);
    expect(new Date(due ?? 0).toISOString()).toBe('2026-10-26T00:30:00.000Z');
    // The same hands of the clock would be an hour later.
    expect(due).toBe(Date.parse('2026-10-26T01:30:00+01:00'));
  });

  it('count hours that pass where the clocks go forward in the night', () => {
    const awareAt = Date.parse('2027-03-27T12:00:00+01:00');
    expect(dueAtOf({ hours: 72 }, awareAt)).toBe(Date.parse('2027-03-30T13:00:00+02:00'));
  });

  it('do not run before somebody says that they knew', () => {
    const checks = checksOf(standardChecklist, { openedAt, awareAt: null });
    expect(dueOf(checks, 'authority')).toBeNull();
    expect(dueOf(checks, 'partners')).toBe(openedAt + 4 * hourMs);
    expect(nextDue(checks)).toEqual({ checkId: 'partners', dueAt: openedAt + 4 * hourMs });
  });

  it('start from the moment that is stated, at once where no hours are given', () => {
    const awareAt = openedAt - hourMs;
    const checks = withAwareAt(checksOf(standardChecklist, { openedAt, awareAt: null }), awareAt);
    expect(dueOf(checks, 'controller')).toBe(awareAt);
    expect(dueOf(checks, 'authority')).toBe(awareAt + 72 * hourMs);
    expect(dueOf(checks, 'digital-security')).toBe(awareAt + 24 * hourMs);
    expect(dueOf(checks, 'partners')).toBe(openedAt + 4 * hourMs);
  });

  it('have no next when what has a clock is done', () => {
    const checks = checksOf(standardChecklist, { openedAt, awareAt: null });
    expect(nextDue(checks.map((check) => ({ ...check, doneAt: openedAt })))).toBeNull();
  });

  it('are not there for points that are switched off', () => {
    const off = standardChecklist.map((rule) => ({ ...rule, isOn: rule.checkId === 'addresses' }));
    expect(checksOf(off, { openedAt, awareAt: openedAt }).map(({ checkId }) => checkId)).toEqual(['addresses']);
  });
});
