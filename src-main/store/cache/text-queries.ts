/** Statements on a partition that ask its text tables. `match`: an expression of FTS5; each ends at its limit. */

export const namesWithTrigrams = `
  select rowid as key from failure_trigram where failure_trigram match @match limit @limit`;
export const piecesInBodies = `
  select rowid as key from body_trigram where body_trigram match @match limit @limit`;
/** Of those the ones that have the words too. The plus keeps FTS5 from being asked anew for each of them. */
export const piecesAmongWords = `
  select rowid as key from body_trigram
  where body_trigram match @match and +rowid in (select rowid from body_word where body_word match @words) limit @limit`;
export const wordsInBodies = `
  select rowid as key from body_word where body_word match @match limit @limit`;

/** The newest, as the trigram tables have them. */
export const sampleNames = `
  select one_line || char(10) || connector_name || char(10) || coalesce(message_control_id, '') || char(10)
    || coalesce(message_type, '') || char(10) || coalesce(sender, '') || char(10) || coalesce(receiver, '') as text
  from failure where failure_key > 0 order by failure_key desc limit @limit`;
export const sampleBodies = `select bytes, encoding from body where body_key > 0 order by body_key desc limit @limit`;

/** `bodies`: a JSON list of keys. */
export const failuresOfBodies = `
  select f.failure_key as key from json_each(@bodies) k cross join body b on b.body_key = k.value
    cross join failure f indexed by failure_by_message on f.channel_key = b.channel_key and f.native_id = b.native_id`;

export const insertNames = `insert into failure_trigram (rowid, text) values (@failureKey, @text)`;
export const deleteNames = `delete from failure_trigram where rowid = @failureKey`;
