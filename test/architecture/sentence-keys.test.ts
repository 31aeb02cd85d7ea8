import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flatEvents, flatProcedures } from '../../src-shared/contract/index.ts';
import { hazardKinds, hazardOutcome } from '../../src-shared/domain/replay.ts';
import { baseOf, languages, readLocale } from '../locales/locale-files.ts';

const root = join(import.meta.dirname, '../..');

/** Families of sentences that the core names by key: such a literal is one wherever it stands, also in a table of keys, but as the beginning of others. */
const families =
  'accounts|check|connections|engine|errors|hazard|message|overview|practice|profiles|replay|settings|store';
const familyLiteral = new RegExp(`(?<!startsWith\\(|[\\w/.-])['"\`]((?:${families})(?:\\.[\\w-]+)+)['"\`]`, 'g');
/** Whatever its family, what is given as a key is one. */
const keyProperty = /\b(?:message|reason|title|error|protects)Key\b\??\s*[:=]\s*['"]([\w-]+(?:\.[\w-]+)+)['"]/g;

/** Keys that are put together in the source, written out. */
const troubles = ['full', 'read-only', 'busy', 'damaged', 'unreadable', 'newer-schema', 'no-key', 'stopped'];
const noticeKinds = ['cache-set-aside', 'history-set-aside', 'unclean-stop'];
const putTogether = [
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
