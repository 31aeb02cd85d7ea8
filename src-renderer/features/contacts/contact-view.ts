import type { Contact, ContactFields } from '../../../src-shared/domain/contacts/contact.ts';

export const emptyContact: ContactFields = {
  ...{ kind: 'partner', name: '', ids: [], channel: null, owner: '', phone: '', dutyPhone: '', dutyHours: '' },
  ...{ night: 'urgent', supplier: '', agreement: '', say: '', testedOn: null },
};

/** Whether one contact holds every word that was typed. */
export function holdsWords(contact: Contact, typed: string): boolean {
  const { name, ids, owner, phone, dutyPhone, supplier, agreement, say } = contact;
  const whole = [name, ...ids, owner, phone, dutyPhone, supplier, agreement, say].join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

/** A day of the calendar where the person is. @param now ms UTC @returns `YYYY-MM-DD` */
export function dayOf(now: number): string {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
