import { type Account, roles } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { StoredAccount } from '../../store/store.ts';

/** The account without its hash, as it may leave the core. */
export function viewOf(stored: StoredAccount): Account {
  const { accountId, name, disabled, createdAt, lastSignInAt } = stored;
  return { accountId, name, roles: [...stored.roles], disabled, createdAt, lastSignInAt };
}

export function isAdministrator(stored: StoredAccount): boolean {
  return !stored.disabled && stored.roles.includes('administrator');
}

/** What the first account gets. */
export function allRoles(): StoredAccount['roles'] {
  return [...roles];
}

/** Names are one person's whatever the case of their letters. Null when nobody has the name. */
export function findByName(accounts: Iterable<StoredAccount>, name: string): StoredAccount | null {
  const wanted = foldName(name);
  for (const stored of accounts) if (foldName(stored.name) === wanted) return stored;
  return null;
}

/** One answer for a wrong name, a wrong secret and a disabled account. */
export function wrongSecret(): AppError {
  return new AppError('FORBIDDEN', 'Name or secret is not right.', { messageKey: 'errors.wrongSecret' });
}

export function nameTaken(): AppError {
  return new AppError('CONFLICT', 'There is an account already: sign in with it.', {
    messageKey: 'errors.accountExists',
  });
}

export function lastAdministrator(): AppError {
  return new AppError('CONFLICT', 'This is the last administrator: make another one first.', {
    messageKey: 'errors.lastAdministrator',
  });
}

export function noSuchAccount(): AppError {
  return new AppError('NOT_FOUND', 'There is no such account.', { messageKey: 'errors.noAccount' });
}

function foldName(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
