/** Statements on a partition that ask its text tables. `match`: an expression of FTS5; each ends at its limit. */

export const namesWithTrigrams = `
  select rowid as key from failure_trigram where failure_trigram match @match limit @limit`;
export const piecesInBodies = `
  select rowid as key from body_trigram where body_trigram match @match limit @limit`;
export const wordsInBodies = `
  select rowid as key from body_word where body_word match @match limit @limit`;

/** `bodies`: a JSON list of keys. */
export const failuresOfBodies = `
  select f.failure_key as key from json_each(@bodies) k cross join body b on b.body_key = k.value
    cross join failure f indexed by failure_by_message on f.channel_key = b.channel_key and f.native_id = b.native_id`;

export const insertNames = `insert into failure_trigram (rowid, text) values (@failureKey, @text)`;
export const deleteNames = `delete from failure_trigram where rowid = @failureKey`;
