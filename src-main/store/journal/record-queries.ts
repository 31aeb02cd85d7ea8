/** Accounts, first replies, connections and settings. */

export const listAccounts = `
  select account_id, name, roles, is_disabled, created_at, last_sign_in_at, secret_hash from account order by name`;
export const countAccounts = `select count(*) as count from account`;
export const insertAccount = `
  insert into account (account_id, name, roles, is_disabled, created_at, last_sign_in_at, secret_hash)
  values (@accountId, @name, @roles, @isDisabled, @createdAt, @lastSignInAt, @secretHash)`;
export const updateAccount = `
  update account set name = @name, roles = @roles, is_disabled = @isDisabled, last_sign_in_at = @lastSignInAt,
    secret_hash = @secretHash
  where account_id = @accountId`;

export const findRequest = `select procedure, reply from request where request_id = @requestId`;
/** The first reply stays. */
export const insertRequest = `
  insert or ignore into request (request_id, procedure, reply) values (@requestId, @procedure, @reply)`;

export const listConnections = `select value from connection order by connection_id`;
export const upsertConnection = `
  insert into connection (connection_id, value) values (@connectionId, @value)
  on conflict (connection_id) do update set value = excluded.value`;
export const deleteConnection = `delete from connection where connection_id = @connectionId`;

export const getSetting = `select value from setting where scope = @scope and key = @key`;
export const upsertSetting = `
  insert into setting (scope, key, value) values (@scope, @key, @value)
  on conflict (scope, key) do update set value = excluded.value`;

export type AccountRow = {
  account_id: string;
  name: string;
  roles: string;
  is_disabled: number;
  created_at: number;
  last_sign_in_at: number | null;
  secret_hash: string;
};
