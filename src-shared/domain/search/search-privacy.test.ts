import { describe, expect, it } from 'vitest';
import { holdsPatientNumber, isImpersonal } from './search-privacy.ts';

describe('isImpersonal', () => {
  it.each([
    '',
    'channel:"Lab inn" error:timeout age:<2h NOT status:resolved',
    'time:2026-11-26T08/PT2H OR (urgent:yes sender:8094866)',
    'id:LAB-20261126081500 group:c2-0a1b2c',
  ])('lets "%s" stand in an address', (text) => expect(isImpersonal(text)).toBe(true));

  it.each([
    'Hansen',
    '"Ola Nordmann"',
    'error:timeout (urgent:yes OR hansen)',
    'NOT kalium',
    'patient:4711',
    'order:4711',
    'PID-5:Hansen',
    'OBX-5:x',
    'entry.resource.id:x',
    '26815909445',
    'sender:26815909445',
    'channel:"268159 09445"',
    'sender:"no end',
  ])('keeps "%s" out of it', (text) => expect(isImpersonal(text)).toBe(false));
});

describe('holdsPatientNumber', () => {
  it.each([
    'patient:1',
    'NOT patient:1',
    '26815909445',
    'a (268159 09445 OR b)',
    'PID-3:x',
    'pid.patient.id:x',
    '"open',
  ])('is true of %s', (text) => expect(holdsPatientNumber(text)).toBe(true));
  it.each(['', 'kalium', 'order:4711', 'OBX-3:2345-7', 'time:2026-11-26T08/PT2H'])('is false of "%s"', (text) =>
    expect(holdsPatientNumber(text)).toBe(false),
  );
});
