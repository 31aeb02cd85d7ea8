import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { EditStep } from '../../src-shared/domain/edit-step.ts';
import type { Edit } from '../../src-shared/formats/format.ts';
import { applySteps } from '../../src-shared/formats/shared/steps/apply-steps.ts';
import { readFlags } from './core-flags.ts';
import { type MessageFile, readMessageFile } from './message-file.ts';
import { readSteps } from './steps-file.ts';
import type { ExitCode, Verb } from './verb.ts';

const flags = {
  set: { type: 'string', multiple: true },
  steps: { type: 'string' },
  out: { type: 'string' },
} as const;

/**
 * Sets values by their address, does the steps of a file, and writes the whole message to standard output, or many to a folder; every other byte
 * as it was. A message that cannot be edited is named with the reason, and not written.
 */
export const editVerb: Verb = {
  usage: "edit [--set 'PID-5.1=TEXT']… [--steps STEPS.json] FILE > OUT, or --out DIR FILE…",
  run(args, context) {
    const { positionals: names, values } = readFlags({ args, allowPositionals: true, options: flags }, editVerb.usage);
    const isAsked = values.set !== undefined || values.steps !== undefined;
    if (!isAsked || names.length === 0 || (names.length > 1 && values.out === undefined))
      throw new AppError('BAD_INPUT', `Usage: ${editVerb.usage}`);
    const wish: Wish = {
      edits: (values.set ?? []).map(readEdit),
      steps: values.steps === undefined ? [] : readSteps(values.steps),
    };
    if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
    let code: ExitCode = 0;
    for (const name of names) {
      const made = editFile(readMessageFile(name), wish);
      if (made.kind === 'refused') {
        context.explain(`${name}: ${made.reason}`);
        code = 1;
      } else if (values.out === undefined) context.write(made.bytes);
      else writeNew(join(values.out, basename(name)), made.bytes);
    }
    return Promise.resolve(code);
  },
};

type Wish = { edits: Edit[]; steps: EditStep[] };
type Made = { kind: 'made'; bytes: Uint8Array } | { kind: 'refused'; reason: string };

function editFile({ bytes, format, options }: MessageFile, { edits, steps }: Wish): Made {
  const spliced = format.splice(bytes, edits, options);
  if (spliced.kind === 'rejected') return { kind: 'refused', reason: `${spliced.path}: ${spliced.message}` };
  const stepped = applySteps(spliced.bytes, steps, { format, options });
  if (stepped.kind === 'spliced') return { kind: 'made', bytes: stepped.bytes };
  return { kind: 'refused', reason: `step ${stepped.step}, ${stepped.path}: ${stepped.message}` };
}

/** A file that is there stays as it is. */
function writeNew(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new AppError('CONFLICT', `${path} is there already, or cannot be written.`, { cause });
  }
}

function readEdit(text: string): Edit {
  const at = text.indexOf('=');
  if (at < 1) throw new AppError('BAD_INPUT', `Usage: ${editVerb.usage}`);
  return { path: text.slice(0, at), text: text.slice(at + 1) };
}
