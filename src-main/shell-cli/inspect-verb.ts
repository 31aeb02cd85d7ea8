import { readFileSync } from 'node:fs';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { detectFormat, formatOf } from '../../src-shared/formats/index.ts';
import { readFlags } from './core-flags.ts';
import type { Verb } from './verb.ts';

/** One line of `inspect`. `lossless`: writing the message back without an edit gives the same bytes. */
type Inspection = {
  file: string;
  format: string;
  type: string | null;
  messageControlId: string | null;
  segments: number;
  lossless: boolean;
  problems: { rule: string; severity: string; span: readonly [number, number]; message: string }[];
};

/** Reads message files without a core: one JSON line each. Exit 1 when a file cannot be read or is not kept losslessly. */
export const inspectVerb: Verb = {
  usage: 'inspect FILE… [--json]',
  run(args, context) {
    const config = { args, allowPositionals: true, options: { json: { type: 'boolean' } } } as const;
    const { positionals: files } = readFlags(config, inspectVerb.usage);
    if (files.length === 0) throw new AppError('BAD_INPUT', `Usage: ${inspectVerb.usage}`);
    let isAllWell = true;
    for (const file of files) {
      const body = readBody(file);
      if (!body) {
        isAllWell = false;
        context.explain(`${file} cannot be read.`);
        continue;
      }
      const inspection = inspect(file, body);
      isAllWell &&= inspection.lossless;
      context.print(JSON.stringify(inspection));
    }
    return Promise.resolve(isAllWell ? 0 : 1);
  },
};

function readBody(file: string): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    // Named by the caller, who is told; the other files are still read.
    return null;
  }
}

export function inspect(file: string, body: Uint8Array): Inspection {
  const format = formatOf(detectFormat(body));
  const options = { statedEncoding: null };
  const { format: id, partCount, problems } = format.parse(body, options);
  const { header } = format.summary(body, options);
  const spliced = format.splice(body, [], options);
  return {
    file,
    format: id,
    type: header.messageType,
    messageControlId: header.messageControlId,
    segments: partCount,
    lossless: spliced.kind === 'spliced' && Buffer.compare(spliced.bytes, body) === 0,
    problems: problems.map(({ rule, severity, span, message }) => ({ rule, severity, span, message })),
  };
}
