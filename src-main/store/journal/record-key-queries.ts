export const findKey = `select key from record_key where record_id = @recordId`;
/** A second process may have made the same record's key; the first one stays. */
export const insertKey = `insert into record_key (record_id, key, made_at) values (@recordId, @key, @madeAt)`;
export const countOldKeys = `select count(*) as count from record_key where made_at < @before`;
export const deleteOldKeys = `delete from record_key where made_at < @before`;
