import { messageStatus } from '../../../src-shared/domain/indexed-message.ts';
import type { FailureCondition } from '../failure-condition.ts';
import type { SqlValue } from '../sqlite/database.ts';
import type { KeyHasher } from './key-hash.ts';
import { likePattern, wordsMatch } from './text-match.ts';

/** A condition as SQL over `failure f` and `channel c`. Whatever a person wrote is in `params`, never in `sql`. */
export type ConditionSql = {
  sql: string;
  params: Record<string, SqlValue>;
  /** A query of failure keys that every match is among, by an index; null = all failures have to be walked. */
  driver: string | null;
  /** Free texts that every match holds; `held`: the parameter for a JSON list of failures whose bytes are known to show it, [] where none are. */
  texts: { text: string; held: string }[];
  /** Bodies are read for each row that is looked at. */
  readsBodies: boolean;
};

const columns = {
  channel: 'c.name',
  connector: 'f.connector_name',
  type: 'f.message_type',
  sender: 'f.sender',
  receiver: 'f.receiver',
  target: 'f.target',
} as const;

/** Takes a condition of any depth that `readSearch` lets through. */
export function conditionSql(condition: FailureCondition, hashKey: KeyHasher): ConditionSql {
  const params: Record<string, SqlValue> = {};
  const bind = (value: SqlValue): string => {
    const name = `q${Object.keys(params).length}`;
    params[name] = value;
    return `@${name}`;
  };
  const driver: string[] = [];
  const texts: ConditionSql['texts'] = [];
  let readsBodies = false;

  function write(part: FailureCondition, isNeeded: boolean): string {
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

  function neededText(text: string): string {
    const held = bind('[]');
    texts.push({ text, held: held.slice(1) });
    return `(f.failure_key in (select value from json_each(${held})) or ${textSql(bind(likePattern(text)), bind(text))})`;
  }

  function writeLeaf(part: Exclude<FailureCondition, { kind: 'and' | 'or' | 'not' }>, isNeeded: boolean): string {
    switch (part.kind) {
      case 'text':
        readsBodies = true;
        return isNeeded ? neededText(part.text) : textSql(bind(likePattern(part.text)), bind(part.text));
      case 'column':
        return columnSql(part, bind);
      case 'missing':
        return `coalesce(${columns[part.column]}, '') = ''`;
      case 'control-id': {
        const range = controlIdSql(part, bind);
        if (isNeeded)
          driver.push(`select f.failure_key from failure f indexed by failure_by_control_id where ${range}`);
        return range;
      }
      case 'key': {
        const keys = `select k.failure_key from failure_key k where k.hash = ${bind(hashKey(part.purpose, part.value))}`;
        if (isNeeded) driver.push(keys);
        return `f.failure_key in (${keys})`;
      }
      case 'field':
        readsBodies = true;
        return fieldSql(part, bind);
      case 'group':
        return `f.group_key = (select g.group_key from failure_group g where g.group_id = ${bind(part.groupId)})`;
      case 'failure-kind':
        return `f.kind = ${bind(part.failureKind)}`;
      case 'status':
        return statusSql(part.status, bind);
      case 'urgent':
        return `f.is_urgent = ${part.isUrgent ? 1 : 0}`;
      case 'own-state':
        return `(f.resolved_at is null and f.own_state = ${bind(part.state)} and coalesce(f.own_until_at, ${bind(part.now + 1)}) > ${bind(part.now)})`;
      case 'owner': {
        const like = likePattern(part.text);
        return `(f.resolved_at is null and f.own_owner like ${bind(part.isPrefix ? like.slice(1) : like)} escape '\\')`;
      }
      case 'time':
        return `(f.failed_at >= ${bind(part.from ?? 0)} and f.failed_at < ${bind(part.to ?? Number.MAX_SAFE_INTEGER)})`;
      case 'connection':
        return `c.connection_id in (select value from json_each(${bind(JSON.stringify(part.connectionIds))}))`;
      default:
        return part satisfies never;
    }
  }

  const sql = write(condition, true);
  return { sql, params, driver: driver[0] ?? null, texts, readsBodies };
}

type Bind = (value: SqlValue) => string;
type Leaf<Kind> = Extract<FailureCondition, { kind: Kind }>;

function columnSql({ column, text, isPrefix }: Leaf<'column'>, bind: Bind): string {
  const like = likePattern(text);
  return `${columns[column]} like ${bind(isPrefix ? like.slice(1) : like)} escape '\\'`;
}

function controlIdSql({ text, isPrefix }: Leaf<'control-id'>, bind: Bind): string {
  return isPrefix
    ? `(f.message_control_id >= ${bind(text)} and f.message_control_id < ${bind(`${text}\u{10ffff}`)})`
    : `(f.message_control_id = ${bind(text)})`;
}

/** The word index narrows it where the value is a word as the index knows words; the function decides on the bytes. */
function fieldSql({ path, value, isPrefix }: Leaf<'field'>, bind: Bind): string {
  const isWord = /^[\p{L}\p{N}_.+-]{3,}$/u.test(value);
  const words = isWord
    ? `and b.body_key in (select w.rowid from body_word w where w.body_word match ${bind(wordsMatch(value))})`
    : '';
  return `exists (select 1 from body b where b.channel_key = f.channel_key and b.native_id = f.native_id ${words}
    and field_matches(b.bytes, b.encoding, ${bind(path)}, ${bind(value)}, ${isPrefix ? 1 : 0}))`;
}

/** Of what may become of any message, a failure can only have failed. */
function statusSql(status: string, bind: Bind): string {
  if (messageStatus.safeParse(status).success) return status === 'failed' ? 'f.resolved_at is null' : 'false';
  if (status === 'open') return 'f.resolved_at is null';
  if (status === 'resolved') return 'f.resolved_at is not null';
  if (status === 'handled-otherwise') return `(f.handled_at is not null or f.replay_state = ${bind(status)})`;
  return status === 'replayed' ? 'f.replay_state is not null' : `f.replay_state = ${bind(status)}`;
}

/** Names, ids and one-liners by any part of them; what is kept of the content as its bytes show it. */
function textSql(like: string, text: string): string {
  const columnsSearched = [
    'f.one_line',
    'f.connector_name',
    'f.message_control_id',
    'f.message_type',
    'f.sender',
    'f.receiver',
    'c.name',
  ];
  return `(${columnsSearched.map((column) => `${column} like ${like} escape '\\'`).join(' or ')}
    or exists (select 1 from body b where b.channel_key = f.channel_key and b.native_id = f.native_id
      and text_holds(b.bytes, b.encoding, ${text})))`;
}
