/** What people did about failure groups. */

export const insertGroupEntry = `
  insert into group_entry (entry, group_id, at, person, act, owner, until_at, open_then, newest_then_at, text_sealed)
  values (@entry, @groupId, @at, @person, @act, @owner, @until, @openThen, @newestThen, @textSealed)`;

export const nextGroupEntry = `select coalesce(max(entry), 0) + 1 as entry from group_entry`;

export const upsertGroupHead = `
  insert into group_head (group_id, entry) values (@groupId, @entry)
  on conflict (group_id) do update set entry = excluded.entry`;

const columns = `
  e.entry, e.group_id, e.at, e.person, e.act, e.owner, e.until_at, e.open_then, e.newest_then_at, e.text_sealed`;

/** Newest first. */
export const listGroupEntries = `
  select ${columns} from group_entry e where e.group_id = @groupId order by e.entry desc limit @limit`;

/** The last decision about each of the groups named. */
export const listGroupHeads = `
  select ${columns} from json_each(@groupIds) cross join group_head h on h.group_id = json_each.value
    cross join group_entry e on e.entry = h.entry`;

export type GroupEntryRow = {
  entry: number;
  group_id: string;
  at: number;
  person: string;
  act: string;
  owner: string | null;
  until_at: number | null;
  open_then: number;
  newest_then_at: number;
  text_sealed: Uint8Array | null;
};
