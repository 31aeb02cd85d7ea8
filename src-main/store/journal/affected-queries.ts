/** Statements on deployments and affected sets. */

export const upsertDeployment = `
  insert into channel_deployment (connection_id, channel_id, deployed_at, revision, known_by, watched_to)
  values (@connectionId, @channelId, @deployedAt, @revision, @knownBy, @watchedTo)
  on conflict (connection_id, channel_id, deployed_at) do update set
    revision = coalesce(excluded.revision, revision),
    known_by = case when known_by = 'watched' then known_by else excluded.known_by end,
    watched_to = max(watched_to, excluded.watched_to)`;

const deploymentColumns = 'connection_id, channel_id, deployed_at, revision, known_by, watched_to';

/** The log's own events of a deployment that is watched come some moments before it. */
export const listLatestDeployments = `
  select ${deploymentColumns} from channel_deployment d
  where d.connection_id = @connectionId and d.known_by = 'watched'
    and not exists (
      select 1 from channel_deployment later
      where later.connection_id = d.connection_id and later.channel_id = d.channel_id
        and later.deployed_at > d.deployed_at and later.known_by = 'watched')`;

export const listDeployments = `
  select ${deploymentColumns} from channel_deployment
  where connection_id = @connectionId and channel_id = @channelId order by deployed_at desc limit @limit`;

export const insertAffectedRoute = `
  insert into affected_route (set_id, route, connection_id, channel_id, channel_name, message_type, sender, receiver)
  values (@setId, @route, @connectionId, @channelId, @channelName, @messageType, @sender, @receiver)`;

export const listAffectedRoutes = `
  select route, connection_id, channel_id, channel_name, message_type, sender, receiver
  from affected_route where set_id = @setId`;

export const insertAffectedMessage = `
  insert into affected_message (set_id, position, route, native_id, status, received_at, message_control_id, is_uncertain)
  values (@setId, @position, @route, @nativeId, @status, @receivedAt, @messageControlId, @isUncertain)`;

export const insertAffectedSet = `
  insert into affected_set (set_id, environment, frozen_at, person, channel_name, filter, facts, hash, name_sealed, text_sealed)
  values (@setId, @environment, @frozenAt, @person, @channelName, @filter, @facts, @hash, @nameSealed, @textSealed)`;

const setColumns = 'set_id, frozen_at, person, channel_name, filter, facts, hash, name_sealed, text_sealed';

export const listAffectedSets = `
  select ${setColumns} from affected_set
  where environment = @environment and (frozen_at, set_id) < (@beforeAt, @beforeId)
  order by frozen_at desc, set_id desc limit @limit`;

export const getAffectedSet = `
  select ${setColumns} from affected_set where set_id = @setId and environment = @environment`;

/** `@routes` null = every route; the set's newest first, from a position on. */
export const listAffectedMessages = `
  select position, route, native_id, status, received_at, message_control_id, is_uncertain from affected_message
  where set_id = @setId and position > @after
    and (@routes is null or route in (select value from json_each(@routes)))
    and (@status is null or status = @status) and (@isUncertain is null or is_uncertain = @isUncertain)
  order by position limit @limit`;

export const insertAffectedNote = `
  insert into affected_note (note, set_id, at, person, text_sealed) values (@note, @setId, @at, @person, @textSealed)`;
export const nextAffectedNote = `select coalesce(max(note), 0) + 1 as note from affected_note`;
export const listAffectedNotes = `
  select note, at, person, text_sealed from affected_note where set_id = @setId order by note desc limit @limit`;

/** The sets whose messages were written without a row of their own, found by skipping from set to set. */
export const nextMessagesSet = `select min(set_id) as set_id from affected_message where set_id > @after`;
export const isAffectedSet = `select 1 as found from affected_set where set_id = @setId`;
export const deleteUnfinishedMessages = `delete from affected_message where set_id = @setId`;
export const deleteUnfinishedRoutes = `delete from affected_route where set_id = @setId`;

export type DeploymentRow = {
  connection_id: string;
  channel_id: string;
  deployed_at: number;
  revision: number | null;
  known_by: string;
  watched_to: number;
};
export type AffectedSetRow = {
  set_id: string;
  frozen_at: number;
  person: string;
  channel_name: string | null;
  filter: string;
  facts: string;
  hash: string;
  name_sealed: Uint8Array;
  text_sealed: Uint8Array | null;
};
export type AffectedRouteRow = {
  route: number;
  connection_id: string;
  channel_id: string;
  channel_name: string;
  message_type: string | null;
  sender: string | null;
  receiver: string | null;
};
export type AffectedMessageRow = {
  position: number;
  route: number;
  native_id: string;
  status: string;
  received_at: number;
  message_control_id: string | null;
  is_uncertain: number;
};
