import type { HeaderCondition } from '../header-store.ts';
import type { ReadableDatabase, SqlValue } from '../sqlite/database.ts';
import { matchRoutes } from './header-queries.ts';
import { headerHash, type KeyHasher } from './key-hash.ts';
import type { ChannelRow } from './list-queries.ts';
import { likePattern } from './text-match.ts';

/** What a condition is made into SQL with: one partition and its channels. */
type Partition = { database: ReadableDatabase; channels: ChannelRow[]; hashKey: KeyHasher };

/** Over `header h`, `channel c` and `header_route r`. Whatever a person wrote is in `params`, never in `sql`. `driver` null = a walk through all. */
export type HeaderSql = { sql: string; params: Record<string, SqlValue>; driver: string | null };

const columns = { channel: 'c.name', type: 'r.message_type', sender: 'r.sender', receiver: 'r.receiver' } as const;
type Leaf = Exclude<HeaderCondition, { kind: 'and' | 'or' | 'not' }>;

/** Takes a condition of any depth that `readSearch` lets through. */
export function headerSql(condition: HeaderCondition, partition: Partition): HeaderSql {
  const params: Record<string, SqlValue> = {};
  const drivers: string[] = [];
  const bind = (value: SqlValue): string => {
    const name = `q${Object.keys(params).length}`;
    params[name] = value;
    return `@${name}`;
  };

  function write(part: HeaderCondition, isNeeded: boolean): string {
    switch (part.kind) {
      case 'and':
      case 'or':
        return `(${part.parts.map((each) => write(each, isNeeded && part.kind === 'and')).join(` ${part.kind} `)})`;
      case 'not':
        return `(${write(part.part, false)}) is not true`;
      default:
        return writeLeaf(part, isNeeded);
    }
  }

  function writeLeaf(part: Leaf, isNeeded: boolean): string {
    const { sql, driver } = leafSql(part, partition, bind);
    if (isNeeded && driver !== null) drivers.push(driver);
    return sql;
  }

  const sql = write(condition, true);
  return { sql, params, driver: drivers[0] ?? null };
}

type Bind = (value: SqlValue) => string;

function leafSql(part: Leaf, partition: Partition, bind: Bind): { sql: string; driver: string | null } {
  const walked = (sql: string) => ({ sql, driver: null });
  switch (part.kind) {
    case 'text':
      return textSql(part.text, partition, bind);
    case 'column': {
      const like = likePattern(part.text);
      return walked(`${columns[part.column]} like ${bind(part.isPrefix ? like.slice(1) : like)} escape '\\'`);
    }
    case 'missing':
      return walked(`coalesce(${columns[part.column]}, '') = ''`);
    case 'control-id': {
      const keys = controlIdKeys(part, bind);
      return { sql: `h.header_key in (${keys})`, driver: keys };
    }
    case 'key': {
      const keys = keysOf([headerHash(partition.hashKey, part.purpose, part.value)], bind);
      return { sql: `h.header_key in (${keys})`, driver: keys };
    }
    case 'message-status':
      return walked(`h.status = ${bind(part.status)}`);
    case 'time':
      return walked(
        `(h.received_at >= ${bind(part.from ?? 0)} and h.received_at < ${bind(part.to ?? Number.MAX_SAFE_INTEGER)})`,
      );
    case 'connection':
      return walked(`c.connection_id in (select value from json_each(${bind(JSON.stringify(part.connectionIds))}))`);
    default:
      return part satisfies never;
  }
}

/**
 * An id from its beginning, a number of a patient or an order whole, names by any part. Names are few and looked up first: a text that
 * is part of none can only be an id or a number, which an index leads to.
 */
function textSql(text: string, { database, channels, hashKey }: Partition, bind: Bind) {
  const ids = controlIdKeys({ text, isPrefix: true }, bind);
  const numbers = keysOf([headerHash(hashKey, 'patient', text), headerHash(hashKey, 'order', text)], bind);
  const driver = `${ids} union ${numbers}`;
  const routes = database.all<{ key: number }>(matchRoutes, { like: likePattern(text) });
  const wanted = text.toLowerCase();
  const named = channels.filter(({ name }) => name.toLowerCase().includes(wanted));
  const sql = `h.header_key in (${driver})`;
  if (routes.length + named.length === 0) return { sql, driver };
  const routeKeys = bind(JSON.stringify(routes.map(({ key }) => key)));
  const channelKeys = bind(JSON.stringify(named.map(({ channel_key: key }) => key)));
  return {
    sql: `(${sql} or h.route_key in (select value from json_each(${routeKeys}))
      or h.channel_key in (select value from json_each(${channelKeys})))`,
    driver: null,
  };
}

function controlIdKeys({ text, isPrefix }: { text: string; isPrefix: boolean }, bind: Bind): string {
  const range = isPrefix
    ? `i.message_control_id >= ${bind(text)} and i.message_control_id < ${bind(`${text}\u{10ffff}`)}`
    : `i.message_control_id = ${bind(text)}`;
  return `select i.header_key from header i indexed by header_by_control_id where ${range}`;
}

function keysOf(hashes: Uint8Array[], bind: Bind): string {
  return `select k.header_key from header_key k where k.hash in (${hashes.map(bind).join(', ')})`;
}
