/**
 * Statements on a partition that measure a list along its time: the time at which so many rows end (`floor`), and how many match between two
 * times (`count`). `floor` walks the index that `count` walks, without its narrowing.
 */

/** Conditions as text, because a partial index is only taken for a literal condition. */
const newest = (index: string, where: string) => ({
  floor: `
    select f.failed_at from failure f indexed by ${index}
    where ${where} and f.failed_at <= @at order by f.failed_at desc limit 1 offset @rows`,
  count: `
    select count(*) as count from failure f indexed by ${index} where ${where} and f.failed_at between @floor and @at`,
  narrowed: `
    select count(*) as count from failure f indexed by ${index}
    where ${where} and f.failed_at between @floor and @at and (@kind is null or f.kind = @kind)
      and (@channelKeys is null or f.channel_key in (select value from json_each(@channelKeys)))`,
});

export const stretchesByState = {
  open: newest('failure_open_newest', 'f.resolved_at is null'),
  resolved: newest('failure_newest', 'f.resolved_at is not null'),
  all: newest('failure_newest', 'true'),
};

const ofChannel = `
  from failure f indexed by failure_open_by_channel
  where f.resolved_at is null and f.channel_key = @channelKey and (@kind is null or f.kind = @kind)`;

export const stretchesOfChannel = {
  floor: `select f.failed_at ${ofChannel} and f.failed_at <= @at order by f.failed_at desc limit 1 offset @rows`,
  count: `select count(*) as count ${ofChannel} and f.failed_at between @floor and @at`,
};

const ofGroup = `
  from failure_group g cross join failure f indexed by failure_open_by_group on f.group_key = g.group_key
  where f.resolved_at is null and g.group_id = @groupId`;

export const stretchesOfGroup = {
  floor: `select f.failed_at ${ofGroup} and f.failed_at <= @at order by f.failed_at desc limit 1 offset @rows`,
  count: `
    select count(*) as count ${ofGroup} and f.failed_at between @floor and @at
      and (@channelKeys is null or f.channel_key in (select value from json_each(@channelKeys)))`,
};
