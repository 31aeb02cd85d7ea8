import { z } from 'zod';
import { type Contact, contact } from '../../../src-shared/domain/contacts/contact.ts';
import type { Store } from '../../store/store.ts';

const kept = z.array(contact);
const place = ['installation', 'contacts'] as const;

/** Contacts lie with the settings of the installation. @throws AppError INTERNAL when what lies there cannot be read: nothing is written over it */
export function createContactShelf(settings: Store['journal']['settings']) {
  return {
    async read(): Promise<Contact[]> {
      const value = await settings.get(...place);
      return value === null ? [] : kept.parse(JSON.parse(value));
    },
    write: (contacts: readonly Contact[]): Promise<void> => settings.put(...place, JSON.stringify(contacts)),
  };
}
