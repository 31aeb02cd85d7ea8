import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { editText } from '../../src-main/services/message/edit-text.ts';
import { flatEvents, flatProcedures } from '../../src-shared/contract/index.ts';
import { hazardKinds, hazardOutcome } from '../../src-shared/domain/replay.ts';
import { profileFaultReasons } from '../../src-shared/domain/rule-profile.ts';
import type { SpliceResult } from '../../src-shared/formats/format.ts';
import type { Deidentified } from '../../src-shared/formats/shared/deidentify/deidentify-message.ts';
import type { SteppedBody } from '../../src-shared/formats/shared/steps/apply-steps.ts';
import { baseOf, languages, readLocale } from '../locales/locale-files.ts';

const root = join(import.meta.dirname, '../..');

/** Families of sentences that the core names by key: such a literal is one wherever it stands, also in a table of keys, but as the beginning of others. */
const families =
  'accounts|check|connections|copy|edit|engine|errors|hazard|message|overview|practice|profiles|replay|settings|store';
const familyLiteral = new RegExp(`(?<!startsWith\\(|[\\w/.-])['"\`]((?:${families})(?:\\.[\\w-]+)+)['"\`]`, 'g');
/** Whatever its family, what is given as a key is one. */
const keyProperty = /\b(?:message|reason|title|error|protects)Key\b\??\s*[:=]\s*['"]([\w-]+(?:\.[\w-]+)+)['"]/g;

/** Keys that are put together in the source, written out. */
const troubles = ['full', 'read-only', 'busy', 'damaged', 'unreadable', 'newer-schema', 'no-key', 'stopped'];
const noticeKinds = ['cache-set-aside', 'history-set-aside', 'unclean-stop'];
/** Why an edit or a copy is refused: what compiles names every reason of its type, and no other. */
type ReasonIn<T> = Extract<T, { reason: string }>['reason'];
const copyReasons = {
  'unknown-format': true,
  'not-editable': true,
  'value-left': true,
} as const satisfies Record<ReasonIn<Deidentified>, true>;
const editReasons = {
  'no-such-path': true,
  'not-editable': true,
  'not-encodable': true,
  'lost-character': true,
  'other-charset': true,
  separator: true,
  overlapping: true,
  'no-path': true,
  'not-in-table': true,
  parts: true,
  'too-large': true,
} as const satisfies Record<
  ReasonIn<SteppedBody> | ReasonIn<SpliceResult> | ReasonIn<ReturnType<typeof editText>>,
  true
>;
/** Functions that make a key of their first or second argument: the file, how it is called there, and what comes before. */
const keyMakers = [
  ['src-main/services/message/copy-handlers.ts', /\brefusal\('([\w-]+)'/g, 'copy.refused.'],
  ['src-main/store/files/journal-copy.ts', /\brefused\('([\w-]+)'/g, 'store.copy.'],
  ['src-main/services/monitor/channel-severity.ts', /\bjudge\('\w+', '([\w-]+)'/g, 'overview.why.'],
] as const;
const madeKeys = keyMakers.map(([path, call, prefix]) =>
  [...readFileSync(join(root, path), 'utf8').matchAll(call)].map((match) => `${prefix}${match[1]}`),
);
/** As a body says why its character set was taken. */
const charsetReasons = ['stated-by-engine', 'msh-18', 'xml-declaration', 'valid-utf-8', 'fallback'];
const putTogether = [
  ...charsetReasons.map((reason) => `charset.reason.${reason}`),
  ...Object.keys(copyReasons).map((reason) => `copy.refused.${reason}`),
  ...Object.keys(editReasons).map((reason) => `edit.refused.${reason}`),
  ...profileFaultReasons.map((reason) => `profiles.fault.${reason}`),
  ...madeKeys.flat(),
  ...troubles.map((trouble) => `store.${trouble}`),
  ...noticeKinds.map((kind) => `store.notice.${kind}`),
  ...['os', 'key-file', 'passphrase'].map((kind) => `settings.keySlot.${kind}`),
  ...hazardKinds.flatMap((kind) => hazardOutcome.options.map((outcome) => `hazard.${kind}.${outcome}`)),
];

function keysIn(source: string): string[] {
  const literals = [...source.matchAll(familyLiteral)].map((match) => match[1] ?? '');
  const named = [...source.matchAll(keyProperty)].map((match) => match[1] ?? '');
  return [...literals.filter((key) => !flatProcedures.has(key) && !flatEvents.has(key)), ...named];
}

const sources = readdirSync(join(root, 'src-main'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.includes('.test.'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(root, path), keys: keysIn(readFileSync(path, 'utf8')) }));

describe('the sentences that the core names by key', () => {
  it('are found in its sources', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(new Set(sources.flatMap(({ keys }) => keys)).size).toBeGreaterThan(60);
    expect(madeKeys.map((keys) => keys.length > 0)).toEqual(keyMakers.map(() => true));
  });

  it.each(languages)('are all there in %s', (language) => {
    const texts = new Set(Object.keys(readLocale(language).texts).map(baseOf));
    const missing = sources.flatMap(({ path, keys }) =>
      keys.filter((key) => !texts.has(key)).map((key) => `${path}: ${key}`),
    );
    expect([...missing, ...putTogether.filter((key) => !texts.has(key))]).toEqual([]);
  });

  it('are seen as a value, in a table and in a choice, and procedures are not taken for them', () => {
    expect(
      keysIn("throw f({ messageKey: 'x.y' }); const t = { full: 'store.full' }; is ? 'errors.a' : 'errors.b'"),
    ).toEqual(['store.full', 'errors.a', 'errors.b', 'x.y']);
    expect(keysIn("call('failures.list'); emit('settings.changed', {}); import './store.ts'")).toEqual([]);
  });
});
