/** Statements on a partition that ask its text tables. `match`: an expression of FTS5; `low` and `high`: keys, both included. */

export const namesWithTrigrams = `
  select rowid as key from failure_trigram where failure_trigram match @match limit @limit`;
export const piecesInBodies = `
  select rowid as key from body_trigram where body_trigram match @match limit @limit`;
export const wordsInBodies = `
  select rowid as key from body_word where body_word match @match limit @limit`;

/** From the highest key down, which an FTS5 table begins with at once. `limit` -1 = all. */
export const namesBelow = `
  select rowid as key from failure_trigram where failure_trigram match @match and rowid <= @high order by rowid desc limit @limit`;
export const piecesBelow = `
  select rowid as key from body_trigram where body_trigram match @match and rowid <= @high order by rowid desc limit @limit`;
export const wordsBelow = `
  select rowid as key from body_word where body_word match @match and rowid <= @high order by rowid desc limit @limit`;
export const wordsBetween = `
  select rowid as key from body_word where body_word match @match and rowid between @low and @high order by rowid desc`;

export const failureBlocks = `
  select block, newest_at as newestAt from failure_block where newest_at >= @floor and oldest_at <= @at`;
export const bodyBlocks = `
  select block, newest_at as newestAt from body_block where newest_at >= @floor and oldest_at <= @at`;

export const failuresOfMessage = `
  select failure_key as key, failed_at as at from failure indexed by failure_by_message
  where channel_key = @channelKey and native_id = @nativeId`;
export const bodiesOfMessage = `
  select body_key as key from body where channel_key = @channelKey and native_id = @nativeId`;
const widen = (table: string) => `
  insert into ${table} (block, oldest_at, newest_at) values (@block, @oldestAt, @newestAt)
  on conflict (block) do update set oldest_at = min(oldest_at, excluded.oldest_at), newest_at = max(newest_at, excluded.newest_at)`;
export const widenFailureBlock = widen('failure_block');
export const widenBodyBlock = widen('body_block');

/** The newest, as the trigram tables have them. */
export const sampleNames = `
  select one_line || char(10) || connector_name || char(10) || coalesce(message_control_id, '') || char(10)
    || coalesce(message_type, '') || char(10) || coalesce(sender, '') || char(10) || coalesce(receiver, '') as text
  from failure where failure_key > 0 order by failure_key desc limit @limit`;
export const sampleBodies = `select bytes, encoding from body where body_key > 0 order by body_key desc limit @limit`;

const failuresOf = (which: string) => `
  select f.failure_key as key from json_each(@bodies) k cross join body b on b.body_key = k.value
    cross join failure f indexed by failure_by_message on f.channel_key = b.channel_key and f.native_id = b.native_id
  where ${which}`;
/** `bodies`: a JSON list of keys. Of all of them, of those whose bytes show a text, of those that show it otherwise than as words. */
export const failuresOfBodies = failuresOf('true');
export const failuresShowing = failuresOf('text_holds(b.bytes, b.encoding, @text)');
export const failuresWithPiece = failuresOf('piece_holds(b.bytes, b.encoding, @text)');

export const insertNames = `insert into failure_trigram (rowid, text) values (@failureKey, @text)`;
export const deleteNames = `delete from failure_trigram where rowid = @failureKey`;
