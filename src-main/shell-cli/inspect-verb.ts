import { AppError } from '../../src-shared/domain/app-error.ts';
import type { MessageSummary, Receipt } from '../../src-shared/formats/format.ts';
import { maskWord } from '../../src-shared/formats/shared/mask.ts';
import { patientValues } from '../../src-shared/formats/shared/patient-values.ts';
import { redactText } from '../../src-shared/formats/shared/redact.ts';
import { readFlags } from './core-flags.ts';
import { type MessageFile, readMessageFile } from './message-file.ts';
import type { Verb } from './verb.ts';

/**
 * One line of `inspect`. `lossless`: writing the message back without an edit gives the same bytes. `time` ISO 8601 in UTC.
 * `patient`: what kind of number, and its length class. `status` and `errors`: what a receipt says, null and empty when it is none.
 */
type Inspection = {
  file: string;
  format: string;
  type: string | null;
  messageControlId: string | null;
  sender: string | null;
  receiver: string | null;
  patient: { kind: string; value: string } | null;
  time: string | null;
  charset: { name: string; reason: string };
  status: string | null;
  errors: Receipt['errors'];
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
    for (const name of files) {
      try {
        const inspection = inspect(readMessageFile(name));
        isAllWell &&= inspection.lossless;
        context.print(JSON.stringify(inspection));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // The other files are still read.
        isAllWell = false;
        context.explain(error.message);
      }
    }
    return Promise.resolve(isAllWell ? 0 : 1);
  },
};

export function inspect({ name, bytes, format, options }: MessageFile): Inspection {
  const parsed = format.parse(bytes, options);
  const { header, patient, receipt } = format.summary(bytes, options);
  const spliced = format.splice(bytes, [], options);
  const known = receipt === null ? [] : patientValues(parsed);
  return {
    file: name,
    format: parsed.format,
    type: header.messageType,
    messageControlId: header.messageControlId,
    sender: header.sender,
    receiver: header.receiver,
    patient: patient === null ? null : maskPatient(patient),
    time: header.messageAt === null ? null : new Date(header.messageAt).toISOString(),
    charset: parsed.charset,
    status: receipt?.status ?? null,
    // A receiver quotes what it refuses.
    errors: (receipt?.errors ?? []).map((error) => ({
      ...error,
      text: error.text === null ? null : redactText(error.text, known),
    })),
    segments: parsed.partCount,
    lossless: spliced.kind === 'spliced' && Buffer.compare(spliced.bytes, bytes) === 0,
    problems: parsed.problems.map(({ rule, severity, span, message }) => ({ rule, severity, span, message })),
  };
}

function maskPatient({ kind, value }: NonNullable<MessageSummary['patient']>): { kind: string; value: string } {
  return { kind, value: maskWord(kind === 'dnr' || kind === 'fnr' ? kind : 'id', value.length) };
}
