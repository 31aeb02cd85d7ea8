import { z } from 'zod';
import { role } from '../../../src-shared/domain/account.ts';
import { type Connection, connection } from '../../../src-shared/domain/connection.ts';
import type { StoredAccount } from '../store.ts';
import type { JournalReaderContext } from './journal-context.ts';
import { type AccountRow, findRequest, getSetting, listAccounts, listConnections } from './record-queries.ts';

const roleList = z.array(role);

/** Reads of accounts, first replies, connections and settings. */
export const recordReaderOperations = {
  listAccounts({ journal }: JournalReaderContext, _nothing: null): StoredAccount[] {
    return journal().all<AccountRow>(listAccounts).map(toAccount);
  },

  findRequest(
    { journal }: JournalReaderContext,
    { requestId }: { requestId: string },
  ): { procedure: string; reply: string } | null {
    return journal().get<{ procedure: string; reply: string }>(findRequest, { requestId }) ?? null;
  },

  listConnections({ journal }: JournalReaderContext, _nothing: null): Connection[] {
    return journal()
      .all<{ value: string }>(listConnections)
      .map(({ value }) => connection.parse(JSON.parse(value)));
  },

  getSetting({ journal }: JournalReaderContext, { scope, key }: { scope: string; key: string }): string | null {
    return journal().get<{ value: string }>(getSetting, { scope, key })?.value ?? null;
  },
};

function toAccount(row: AccountRow): StoredAccount {
  return {
    accountId: row.account_id,
    name: row.name,
    roles: roleList.parse(JSON.parse(row.roles)),
    disabled: row.is_disabled === 1,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
    secretHash: row.secret_hash,
  };
}
