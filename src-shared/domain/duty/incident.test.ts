import { describe, expect, it } from 'vitest';
import { concerns, incidentNumber, stateAfter, yearInNorway } from './incident.ts';

describe('an incident', () => {
  it('goes from open over acknowledged to resolved, and back to reopened', () => {
    expect(stateAfter('open', 'acknowledge')).toBe('acknowledged');
    expect(stateAfter('acknowledged', 'resolve')).toBe('resolved');
    expect(stateAfter('resolved', 'reopen')).toBe('reopened');
    expect(stateAfter('reopened', 'acknowledge')).toBe('acknowledged');
  });

  it('does not do what does not fit its state', () => {
    expect(stateAfter('acknowledged', 'acknowledge')).toBeNull();
    expect(stateAfter('resolved', 'resolve')).toBeNull();
    expect(stateAfter('open', 'reopen')).toBeNull();
  });

  it('has a number that people can say', () => {
    expect(incidentNumber(2026, 7)).toBe('H-2026-0007');
    expect(incidentNumber(2026, 12_345)).toBe('H-2026-12345');
  });

  it('belongs to the year of the clock in Norway', () => {
    expect(yearInNorway(Date.UTC(2026, 11, 31, 22, 59))).toBe(2026);
    expect(yearInNorway(Date.UTC(2026, 11, 31, 23, 0))).toBe(2027);
  });

  it('is concerned by its channels and by what befalls their engine', () => {
    const channels = [{ connectionId: 'helse', channelId: 'lab', name: 'Lab inn' }];
    const links = { channels, alerts: [], groups: [], affectedSets: [], runbook: null };
    expect(concerns({ links }, { connectionId: 'helse', channelId: 'lab' })).toBe(true);
    expect(concerns({ links }, { connectionId: 'helse', channelId: null })).toBe(true);
    expect(concerns({ links }, { connectionId: 'helse', channelId: 'rtg' })).toBe(false);
    expect(concerns({ links }, { connectionId: 'annen', channelId: null })).toBe(false);
  });
});
