import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { SqlParams } from '../sqlite/database.ts';
import type { StoredAccount } from '../store.ts';
import type { JournalWriterContext } from './journal-context.ts';
import {
  type AccountRow,
  countAccounts,
  deleteConnection,
  insertAccount,
  insertRequest,
  listAccounts,
  updateAccount,
  upsertConnection,
  upsertSetting,
} from './record-queries.ts';

/** Writes of accounts, first replies, connections and settings. */
export const recordWriterOperations = {
  /** @returns false when `onlyIfNone` and there is an account. @throws AppError CONFLICT when the name is taken */
  insertAccount(
    { journal }: JournalWriterContext,
    { account, onlyIfNone }: { account: StoredAccount; onlyIfNone: boolean },
  ): boolean {
    if (onlyIfNone && (journal.get<{ count: number }>(countAccounts)?.count ?? 0) > 0) return false;
    refuseTakenName(journal.all<AccountRow>(listAccounts), account);
    journal.run(insertAccount, toAccountParams(account));
    return true;
  },

  /** @throws AppError NOT_FOUND | CONFLICT when the name is taken */
  updateAccount({ journal }: JournalWriterContext, { account }: { account: StoredAccount }): void {
    refuseTakenName(journal.all<AccountRow>(listAccounts), account);
    const { changes } = journal.run(updateAccount, toAccountParams(account));
    if (changes === 0) throw new AppError('NOT_FOUND', 'There is no such account.');
  },

  rememberRequest(
    { journal }: JournalWriterContext,
    args: { requestId: string; procedure: string; reply: string },
  ): void {
    journal.run(insertRequest, args);
  },

  putConnection({ journal }: JournalWriterContext, { connection }: { connection: Connection }): void {
    journal.run(upsertConnection, { connectionId: connection.connectionId, value: JSON.stringify(connection) });
  },

  removeConnectionRecord({ journal }: JournalWriterContext, { connectionId }: { connectionId: string }): void {
    journal.run(deleteConnection, { connectionId });
  },

  putSetting({ journal }: JournalWriterContext, args: { scope: string; key: string; value: string }): void {
    journal.run(upsertSetting, args);
  },
};

function refuseTakenName(rows: AccountRow[], { accountId, name }: StoredAccount): void {
  const isTaken = rows.some((row) => row.account_id !== accountId && row.name.toLowerCase() === name.toLowerCase());
  if (isTaken)
    throw new AppError('CONFLICT', 'There is an account of that name.', { messageKey: 'accounts.nameTaken' });
}

function toAccountParams(account: StoredAccount): SqlParams {
  const { accountId, name, createdAt, lastSignInAt, secretHash } = account;
  const roles = JSON.stringify(account.roles);
  return { accountId, name, roles, isDisabled: account.disabled ? 1 : 0, createdAt, lastSignInAt, secretHash };
}
