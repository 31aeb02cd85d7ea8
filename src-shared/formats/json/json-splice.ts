import type { Edit, ParseOptions, SpliceResult } from '../format.ts';
import type { Charset } from '../shared/charset.ts';
import { chooseCharset } from '../shared/choose-charset.ts';
import { encodeAs, keepCharset, type Replacement, rejectEdit, spliceBytes } from '../shared/splice.ts';
import { childrenOf, isContainer, type JsonDocument, openJson, textOf, valueSpan } from './json-document.ts';
import { type FoundPlace, findPlace } from './json-find.ts';
import { indexJson } from './json-index.ts';
import { planInsertion } from './json-insert.ts';
import type { JsonPlace, JsonScheme } from './json-nodes.ts';
import type { JsonStep } from './json-path.ts';
import { isJsonNumber } from './json-scan.ts';
import { hasFlag, jsonFlag, jsonKind, kindOf } from './json-tokens.ts';

export type NewKind = 'string' | 'number' | 'boolean';

/**
 * What a format allows.
 * @method kindOfNew of a value that is not there yet, by the object or array that is there and the steps from it; null = there is no such place
 */
export type JsonSpliceRules<C> = {
  scheme: JsonScheme<C>;
  allowsEmpty: boolean;
  kindOfNew(document: JsonDocument, parent: JsonPlace<C>, steps: readonly JsonStep[]): NewKind | null;
};

type Spliced = Extract<SpliceResult, { kind: 'spliced' }>;
type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;
type Change = Spliced['changes'][number];

const messages = {
  empty: 'FHIR allows no empty text; the property can only be given another value.',
  number: 'A number can only be replaced by a number as JSON writes it.',
  boolean: 'Only true and false can stand here.',
  broken: 'What stands here is no complete JSON value.',
};

/**
 * Puts text into values: strings are escaped, a number takes only a number and keeps its digits as typed, true and false only each other.
 * What is missing is added as the last property or element, laid out as its neighbours. A text equal to the one shown changes nothing.
 */
export function spliceJson<C>(
  body: Uint8Array,
  edits: readonly Edit[],
  { options, rules }: { options: ParseOptions; rules: JsonSpliceRules<C> },
): SpliceResult {
  if (edits.length === 0) return spliceBytes(body, []);
  const document = openJson(body, options);
  const replacements: Replacement[] = [];
  const additions: Edit[] = [];
  for (const edit of edits) {
    if (!document.index.isComplete) return rejectEdit(edit.path, 'not-editable');
    const found = findPlace(document, rules.scheme, edit.path);
    if (found === null) return rejectEdit(edit.path, 'no-such-path');
    if (found.missing.length > 0) additions.push(edit);
    else {
      const replacement = replaceValue(document, found.place.token, { edit, allowsEmpty: rules.allowsEmpty });
      if ('kind' in replacement) return replacement;
      replacements.push(replacement);
    }
  }
  const replaced = spliceBytes(body, replacements);
  const made = replaced.kind === 'rejected' ? replaced : addAll(document, replaced, { additions, rules });
  return keepCharset(made, {
    path: edits[0]?.path ?? '',
    before: document.charset.charset,
    choose: (bytes) => chooseCharset(bytes, { stated: options.statedEncoding, declared: null }).charset,
  });
}

function reject(path: string, message: keyof typeof messages): Rejected {
  return { ...rejectEdit(path, 'not-editable'), message: messages[message] };
}

type Wanted = { edit: Edit; allowsEmpty: boolean };

function replaceValue(document: JsonDocument, token: number, { edit, allowsEmpty }: Wanted): Replacement | Rejected {
  const { path, text } = edit;
  const { tokens } = document.index;
  const span = valueSpan(document, token);
  const keep = { path, span, bytes: document.bytes.slice(...span) };
  if (isContainer(document, token))
    return text === '' && childrenOf(document, token).length === 0 ? keep : rejectEdit(path, 'not-editable');
  if (textOf(document, token) === text) return keep;
  const kind = kindOf(tokens, token);
  if (kind === jsonKind.broken || hasFlag(tokens, token, jsonFlag.unclosed)) return reject(path, 'broken');
  if (kind === jsonKind.string && text === '' && !allowsEmpty) return reject(path, 'empty');
  const isNull = kind === jsonKind.literal && textOf(document, token) === 'null';
  if (isNull) return rejectEdit(path, 'not-editable');
  const newKind = kind === jsonKind.string ? 'string' : kind === jsonKind.number ? 'number' : 'boolean';
  const json = writeValue(newKind, edit);
  if (typeof json !== 'string') return json;
  return { path, span, bytes: encodeJson(document.charset.charset, newKind === 'string' ? json.slice(1, -1) : json) };
}

function writeValue(kind: NewKind, { path, text }: Edit): string | Rejected {
  if (kind === 'string') {
    const half = /\p{Surrogate}/u.exec(text)?.[0];
    return half === undefined ? JSON.stringify(text) : rejectEdit(path, 'not-encodable', half);
  }
  const isFitting = kind === 'number' ? isJsonNumber(text) : text === 'true' || text === 'false';
  return isFitting ? text : reject(path, kind);
}

/** A character that the body's character set lacks is written as an escape. */
function encodeJson(charset: Charset, json: string): Uint8Array {
  const whole = encodeAs(charset, json);
  if (whole !== null) return whole;
  const escaped = json.replace(/[\s\S]/g, (unit) =>
    encodeAs(charset, unit) === null ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit,
  );
  return charset.encode(escaped) ?? new Uint8Array();
}

type Additions<C> = { additions: readonly Edit[]; rules: JsonSpliceRules<C> };

/** In rounds, each in the body as the one before left it: several may go into the same object, one a round. */
function addAll<C>(document: JsonDocument, replaced: Spliced, { additions, rules }: Additions<C>): SpliceResult {
  let { bytes, changes } = replaced;
  let waiting = additions;
  while (waiting.length > 0) {
    const round = planRound({ ...document, bytes, index: indexJson(bytes) }, { additions: waiting, rules });
    if ('kind' in round) return round;
    const added = spliceBytes(bytes, round.replacements);
    if (added.kind === 'rejected') return added;
    bytes = added.bytes;
    // From the end on: none has been moved by another when it is told.
    const lastFirst = round.replacements.toSorted((a, b) => b.span[0] - a.span[0]);
    for (const replacement of lastFirst) changes = withInsertion(changes, replacement);
    waiting = round.waiting;
  }
  return { kind: 'spliced', bytes, changes };
}

type Round = { replacements: Replacement[]; waiting: Edit[] };

/** The first for each object or list that is there; what is new in it comes behind it. */
function planRound<C>(document: JsonDocument, { additions, rules }: Additions<C>): Round | Rejected {
  const taken = new Set<number>();
  const round: Round = { replacements: [], waiting: [] };
  for (const edit of additions) {
    const found = findPlace(document, rules.scheme, edit.path);
    if (found === null) return rejectEdit(edit.path, 'no-such-path');
    if (taken.has(found.place.token)) {
      round.waiting.push(edit);
      continue;
    }
    taken.add(found.place.token);
    const replacement = addValue(document, { edit, found, rules });
    if ('kind' in replacement) return replacement;
    round.replacements.push(replacement);
  }
  return round;
}

type Addition<C> = { edit: Edit; found: FoundPlace<C>; rules: JsonSpliceRules<C> };

function addValue<C>(document: JsonDocument, { edit, found, rules }: Addition<C>): Replacement | Rejected {
  const { path, text } = edit;
  if (found.missing.length === 0) return rejectEdit(path, 'overlapping');
  const { place, missing } = found;
  const kind = isContainer(document, place.token) ? rules.kindOfNew(document, place, missing) : null;
  if (kind === null) return rejectEdit(path, 'no-such-path');
  if (text === '' && !rules.allowsEmpty) return reject(path, 'empty');
  const json = writeValue(kind, edit);
  if (typeof json !== 'string') return json;
  const insertion = planInsertion(document, place.token, { steps: missing, json });
  if (insertion === null) return rejectEdit(path, 'no-such-path');
  return { path, span: insertion.span, bytes: encodeJson(document.charset.charset, insertion.json) };
}

/** `span` of the insertion counts bytes of the body that the earlier changes made; a change that it falls into is told in two pieces. */
function withInsertion(changes: readonly Change[], { path, span: [at, until], bytes }: Replacement): Change[] {
  const growth = bytes.length - (until - at);
  const before = changes.filter((change) => change.after[1] <= at);
  const around = changes.filter(({ after }) => after[0] < until && after[1] > at);
  const behind = changes.filter((change) => change.after[0] >= until && change.after[1] > at);
  const shifted = behind.map(
    ({ after, ...rest }): Change => ({ ...rest, after: [after[0] + growth, after[1] + growth] }),
  );
  const last = before.at(-1);
  const offset = around[0] === undefined ? (last === undefined ? 0 : last.after[1] - last.before[1]) : 0;
  const [hit] = around;
  if (hit === undefined)
    return [...before, { path, before: [at - offset, until - offset], after: [at, at + bytes.length] }, ...shifted];
  const end = hit.before[1];
  return [
    ...before,
    { path: hit.path, before: hit.before, after: [hit.after[0], at] },
    { path, before: [end, end], after: [at, at + bytes.length] },
    { path: hit.path, before: [end, end], after: [at + bytes.length, hit.after[1] + growth] },
    ...shifted,
  ];
}
