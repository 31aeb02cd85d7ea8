/** Statements on a partition that write or find failures and bodies. */

export const findChannel = `
  select channel_key, name from channel where connection_id = @connectionId and channel_id = @channelId`;

export const insertChannel = `
  insert into channel (connection_id, channel_id, name) values (@connectionId, @channelId, @name)`;

export const renameChannel = `update channel set name = @name where channel_key = @channelKey`;

export const findFailureKey = `select failure_key from failure where failure_id = @failureId`;

/** From the index of ids alone. */
export const listFailureIds = `select failure_id from failure indexed by sqlite_autoindex_failure_1`;

export const insertFailure = `
  insert into failure (failure_id, channel_key, native_id, connector_name, connector_ids, missing_connector_ids, kind, one_line,
    target, failed_at, received_at, send_attempts, is_urgent, message_control_id, message_type, sender, receiver, message_at,
    size_bytes, replay_state, resolved_at, handled_at, own_state, own_owner, own_until_at, own_at, group_key)
  values (@failureId, @channelKey, @nativeId, @connectorName, @connectorIds, @missingConnectorIds, @kind, @oneLine,
    @target, @failedAt, @receivedAt, @sendAttempts, @isUrgent, @messageControlId, @messageType, @sender, @receiver, @messageAt,
    @sizeBytes, @replayState, @resolvedAt, @handledAt, @ownState, @ownOwner, @ownUntil, @ownAt, @groupKey)
  on conflict (failure_id) do nothing`;

/**
 * A failure told again keeps the replay state that we set, unless the teller knows one; and stays resolved when its replay settled it,
 * or a person handled it otherwise, for the engine goes on counting the original as failed. A newer failure of the same message opens it again
 * and ends what was decided about it.
 */
export const updateFailure = `
  update failure set channel_key = @channelKey, group_key = @groupKey, connector_name = @connectorName, connector_ids = @connectorIds,
    missing_connector_ids = @missingConnectorIds, kind = @kind, one_line = @oneLine, target = @target, failed_at = @failedAt,
    received_at = @receivedAt, send_attempts = @sendAttempts, is_urgent = @isUrgent, message_control_id = @messageControlId,
    message_type = @messageType, sender = @sender, receiver = @receiver, message_at = @messageAt, size_bytes = @sizeBytes,
    replay_state = coalesce(@replayState, replay_state),
    resolved_at = case
      when replay_state in ('confirmed-by-receiver', 'confirmed-by-apprec', 'handled-otherwise') and @failedAt <= resolved_at then resolved_at
      when @failedAt <= coalesce(@handledAt, handled_at) then coalesce(resolved_at, @handledAt, handled_at)
      else @resolvedAt
    end,
    handled_at = case when @failedAt <= coalesce(@handledAt, handled_at) then coalesce(@handledAt, handled_at) end,
    own_state = case when @failedAt <= coalesce(@ownAt, own_at) then coalesce(@ownState, own_state) end,
    own_owner = case when @failedAt <= coalesce(@ownAt, own_at) then coalesce(@ownOwner, own_owner) end,
    own_until_at = case when @failedAt <= coalesce(@ownAt, own_at) then coalesce(@ownUntil, own_until_at) end,
    own_at = case when @failedAt <= coalesce(@ownAt, own_at) then coalesce(@ownAt, own_at) end
  where failure_id = @failureId`;

export const insertFailureKey = `
  insert or ignore into failure_key (failure_key, purpose, hash) values (@failureKey, @purpose, @hash)`;

export const resolveFailure = `
  update failure set resolved_at = @at where failure_id = @failureId and resolved_at is null`;

export const handleFailure = `
  update failure set resolved_at = coalesce(resolved_at, @at), handled_at = @at,
    own_state = null, own_owner = null, own_until_at = null, own_at = null
  where failure_id = @failureId and handled_at is null`;

/** All null = its group's state holds. */
export const setOwnState = `
  update failure set own_state = @state, own_owner = @owner, own_until_at = @until, own_at = @at where failure_id = @failureId`;

/** What the engine no longer counts is found resolved by the next look. */
export const takeBackFailure = `
  update failure set resolved_at = null, handled_at = null where failure_id = @failureId and handled_at is not null`;

export const setReplayState = `update failure set replay_state = @state where failure_id = @failureId`;

export const findBody = `
  select b.body_key, b.bytes, b.encoding, b.fidelity from body b join channel c on c.channel_key = b.channel_key
  where c.connection_id = @connectionId and c.channel_id = @channelId
    and b.native_id = @nativeId and b.connector_id = @connectorId and b.stage = @stage`;

export const insertBody = `
  insert into body (channel_key, native_id, connector_id, stage, bytes, encoding, fidelity, kept_at)
  values (@channelKey, @nativeId, @connectorId, @stage, @bytes, @encoding, @fidelity, @keptAt)
  on conflict do nothing`;

export const replaceBody = `
  update body set bytes = @bytes, encoding = @encoding, fidelity = @fidelity, kept_at = @keptAt where body_key = @bodyKey`;

export const insertWords = `insert into body_word (rowid, text) values (@bodyKey, @text)`;
export const insertTrigrams = `insert into body_trigram (rowid, text) values (@bodyKey, @text)`;
export const deleteWords = `delete from body_word where rowid = @bodyKey`;
export const deleteTrigrams = `delete from body_trigram where rowid = @bodyKey`;

export type BodyRow = { body_key: number; bytes: Uint8Array; encoding: string | null; fidelity: string };

/** Retention and removal. */

export const listOpenWindow = `
  select f.failure_key, f.failure_id, c.connection_id, c.channel_id, c.name as channel_name, f.native_id, f.connector_name,
    f.connector_ids, f.missing_connector_ids, f.kind, f.one_line, f.target, f.failed_at, f.received_at, f.send_attempts,
    f.is_urgent, f.message_control_id, f.message_type, f.sender, f.receiver, f.message_at, f.size_bytes, f.replay_state,
    f.resolved_at, f.handled_at, f.own_state, f.own_owner, f.own_until_at, f.own_at, g.group_id
  from failure f join channel c on c.channel_key = f.channel_key left join failure_group g on g.group_key = f.group_key
  where f.resolved_at is null and f.failure_key > @afterKey order by f.failure_key limit @limit`;

export const listKeysOf = `select purpose, hash from failure_key where failure_key = @failureKey`;

export const listBodiesOf = `
  select b.connector_id, b.stage, b.bytes, b.encoding, b.fidelity, b.kept_at
  from body b join channel c on c.channel_key = b.channel_key
  where c.connection_id = @connectionId and c.channel_id = @channelId and b.native_id = @nativeId`;

/** Whether any other connection has rows in this partition. Reads every failure and header at worst; asked only when a connection is removed. */
export const findForeignRow = `
  select 1 as found from channel c cross join body b on b.channel_key = c.channel_key where c.connection_id <> @connectionId
  union all
  select 1 as found from failure f join channel c on c.channel_key = f.channel_key where c.connection_id <> @connectionId
  union all
  select 1 as found from header h join channel c on c.channel_key = h.channel_key where c.connection_id <> @connectionId
  limit 1`;

export const listChannelKeysOf = `select channel_key from channel where connection_id = @connectionId`;

export const listFailureKeysOfChannels = `
  select failure_key as key from failure
  where failure_key > @afterKey and channel_key in (select value from json_each(@channelKeys)) order by failure_key limit 500`;
export const listBodyKeysOfChannels = `
  select body_key as key from body
  where body_key > @afterKey and channel_key in (select value from json_each(@channelKeys)) order by body_key limit 500`;
export const deleteFailure = `delete from failure where failure_key = @key`;
export const deleteFailureKeys = `delete from failure_key where failure_key = @key`;
export const deleteBody = `delete from body where body_key = @key`;
