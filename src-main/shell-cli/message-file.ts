import { readFileSync } from 'node:fs';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Format, ParseOptions } from '../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../src-shared/formats/index.ts';

/** A file with one message, read as it is: nobody has stated its character set. */
export type MessageFile = { name: string; bytes: Uint8Array; format: Format; options: ParseOptions };

/** @throws AppError NOT_FOUND naming the file */
export function readMessageFile(name: string): MessageFile {
  const bytes = readBytes(name);
  return { name, bytes, format: formatOf(detectFormat(bytes)), options: { statedEncoding: null } };
}

function readBytes(name: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(name));
  } catch (cause) {
    throw new AppError('NOT_FOUND', `${name} cannot be read.`, { cause });
  }
}
