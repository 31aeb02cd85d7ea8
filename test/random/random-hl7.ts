import fc from 'fast-check';
import { isSeparator } from '../../src-shared/formats/hl7v2/separators.ts';
import { type Encoding, encodings, letters, writeText } from './random-text.ts';

/** A body and what its engine says of its encoding; `encoding` is what its text was written in. */
export type RandomBody = { bytes: Uint8Array; encoding: Encoding; stated: string | null };

const labels: Record<Encoding, readonly string[]> = {
  'us-ascii': ['ASCII'],
  'iso-8859-1': ['8859/1', 'ISO IR100'],
  'windows-1252': ['WINDOWS-1252', 'cp1252'],
  'utf-8': ['UNICODE UTF-8', 'UTF-8'],
};

const visible = Array.from({ length: 128 }, (_, code) => code)
  .filter(isSeparator)
  .map((code) => String.fromCharCode(code));

/** Six characters, all different but in one body of ten; the first is the field separator, the others MSH-2 in its order. */
const separators = fc.oneof(
  { weight: 4, arbitrary: fc.constant(['|', '^', '~', '\\', '&', '#']) },
  { weight: 5, arbitrary: fc.shuffledSubarray(visible, { minLength: 6, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...visible), { minLength: 6, maxLength: 6 }) },
);

type Writing = { encoding: Encoding; marks: readonly string[]; markCount: number };

/** What stands in a segment behind its id: separators of every kind, texts, escapes whole and broken. */
function content({ encoding, marks, markCount }: Writing): fc.Arbitrary<string> {
  const [field = '|', ...others] = marks;
  const used = others.slice(0, markCount);
  const mark = used[2] ?? '\\';
  const escapes = ['F', 'S', 'T', 'R', 'E', 'P', 'X0D', 'XC3A6', '.br', '.sp2', 'H', 'N', 'Zx', 'C2842', ''];
  const token = fc.oneof(
    { weight: 5, arbitrary: fc.constant(field) },
    { weight: 3, arbitrary: fc.constantFrom(field, ...used) },
    { weight: 3, arbitrary: fc.constantFrom('a', 'B', '7', ' ', '""', '\t', ...letters[encoding]) },
    { weight: 1, arbitrary: fc.constantFrom(...escapes).map((name) => `${mark}${name}${mark}`) },
  );
  return fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join(''));
}

function header(writing: Writing, ids: readonly string[]): fc.Arbitrary<string> {
  const { marks, markCount, encoding } = writing;
  const field = marks[0] ?? '|';
  const label = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: fc.constantFrom(...labels[encoding]) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(labels).flat(), 'KLINGON', '""') },
  );
  const start = fc.constantFrom(...ids).map((id) => `${id}${field}${marks.slice(1, markCount + 1).join('')}`);
  const upToLabel = fc.tuple(start, label).map(([text, name]) => text + field.repeat(16) + name);
  return fc.oneof(
    upToLabel,
    fc.tuple(start, content(writing)).map(([text, rest]) => `${text}${field}${rest}`),
    start,
  );
}

function segment(writing: Writing): fc.Arbitrary<string> {
  const field = writing.marks[0] ?? '|';
  const ids = ['PID', 'PV1', 'OBX', 'OBX', 'NTE', 'ZZ1', 'pid', 'FTS', 'X', 'MSH', 'bhs', 'loose text'];
  return fc
    .tuple(fc.constantFrom(...ids), fc.constantFrom(field, field, field, ''), content(writing))
    .map(([id, first, rest]) => (first === '' ? id : `${id}${first}${rest}`));
}

function message(encoding: Encoding): fc.Arbitrary<string[]> {
  return fc.tuple(separators, fc.constantFrom(4, 4, 5, 3, 2, 0)).chain(([marks, markCount]) => {
    const writing = { encoding, marks, markCount };
    return fc
      .tuple(
        header(writing, ['MSH', 'MSH', 'MSH', 'MSH', 'msh', 'BHS', 'FHS']),
        fc.array(segment(writing), { maxLength: 5 }),
      )
      .map(([first, others]) => [first, ...others]);
  });
}

/** Messages alone, in batches and behind each other, each with separators of its own; terminators mixed, framing in front and behind. */
export const randomHl7: fc.Arbitrary<RandomBody> = fc.constantFrom(...encodings).chain((encoding) =>
  fc
    .record({
      messages: fc.array(message(encoding), { minLength: 1, maxLength: 3 }),
      ends: fc.array(fc.constantFrom('\r', '\r', '\r', '\n', '\r\n', '\r\r'), { minLength: 24, maxLength: 24 }),
      isEnded: fc.boolean(),
      isFramed: fc.boolean(),
      stated: fc.oneof(
        { weight: 5, arbitrary: fc.constant(null) },
        fc.constant(encoding),
        fc.constantFrom(...encodings),
      ),
    })
    .map(({ messages, ends, isEnded, isFramed, stated }) => {
      const lines = messages.flat();
      const text = lines.map((line, at) => (at === lines.length - 1 && !isEnded ? line : line + ends[at])).join('');
      return { bytes: writeText(isFramed ? `\u000b${text}\u001c\r` : text, encoding), encoding, stated };
    }),
);
