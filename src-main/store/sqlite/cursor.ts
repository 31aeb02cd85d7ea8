import { AppError } from '../../../src-shared/domain/app-error.ts';

type ValueOf = { number: number; string: string };
type Kinds = readonly (keyof ValueOf)[];
type ValuesOf<K extends Kinds> = { -readonly [Index in keyof K]: ValueOf[K[Index]] };

/** The place after which the next page begins, as an opaque text. */
export function encodeCursor(values: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws AppError BAD_INPUT when the text is no cursor with values of these kinds */
export function decodeCursor<const K extends Kinds>(cursor: string, kinds: K): ValuesOf<K> {
  const values = parse(cursor);
  const fits = Array.isArray(values) && kinds.every((kind, index) => typeof values[index] === kind);
  if (!fits) throw new AppError('BAD_INPUT', 'The page cursor cannot be read. Load the list from the start.');
  return values as unknown as ValuesOf<K>;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
