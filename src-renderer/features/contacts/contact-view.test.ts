import { describe, expect, it } from 'vitest';
import { isStale } from '../../../src-shared/domain/contacts/contact.ts';
import { dayOf, emptyContact, holdsWords } from './contact-view.ts';

const contact = { ...emptyContact, name: 'Laboratory', ids: ['8090'], contactId: '1', changedAt: 0, changedBy: '' };
const now = Date.UTC(2026, 10, 28, 12);

describe('contacts as they are shown', () => {
  it.each([
    ['', true],
    ['lab', true],
    ['8090 LAB', true],
    ['lab ward', false],
  ])('%j finds the laboratory: %s', (typed, isFound) => expect(holdsWords(contact, typed)).toBe(isFound));

  it.each([
    [null, true],
    ['2026-11-01', false],
    ['2026-06-02', false],
    ['2026-05-31', true],
  ])('numbers tried on %s are stale: %s', (testedOn, stale) => expect(isStale({ testedOn }, now)).toBe(stale));

  it('name a day as the calendar of the person does', () => {
    expect(dayOf(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05');
  });
});
