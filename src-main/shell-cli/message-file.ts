import { readFileSync } from 'node:fs';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Hl7Dictionaries } from '../../src-shared/domain/hl7-dictionary.ts';
import type { Format, ParseOptions } from '../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../src-shared/formats/index.ts';
import { hl7Dictionaries } from '../platform/hl7-dictionaries.ts';

/** A file with one message, read as it is: nobody has stated its character set. */
export type MessageFile = {
  name: string;
  bytes: Uint8Array;
  format: Format;
  options: ParseOptions & { dictionaries: Hl7Dictionaries };
};

/** @throws AppError NOT_FOUND naming the file */
export function readMessageFile(name: string): MessageFile {
  const bytes = readBytes(name);
  return {
    name,
    bytes,
    format: formatOf(detectFormat(bytes)),
    options: { statedEncoding: null, dictionaries: hl7Dictionaries },
  };
}

function readBytes(name: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(name));
  } catch (cause) {
    throw new AppError('NOT_FOUND', `${name} cannot be read.`, { cause });
  }
}
