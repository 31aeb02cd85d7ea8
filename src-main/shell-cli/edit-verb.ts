import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Edit } from '../../src-shared/formats/format.ts';
import { readFlags } from './core-flags.ts';
import { readMessageFile } from './message-file.ts';
import type { Verb } from './verb.ts';

const flags = { set: { type: 'string', multiple: true } } as const;

/** Sets values by their address and writes the whole message to standard output, every other byte as it was. */
export const editVerb: Verb = {
  usage: "edit --set 'PID-5.1=TEXT' [--set …] FILE > OUT",
  run(args, context) {
    const { positionals, values } = readFlags({ args, allowPositionals: true, options: flags }, editVerb.usage);
    const [name, ...others] = positionals;
    if (name === undefined || others.length > 0 || values.set === undefined)
      throw new AppError('BAD_INPUT', `Usage: ${editVerb.usage}`);
    const { bytes, format, options } = readMessageFile(name);
    const result = format.splice(bytes, values.set.map(readEdit), options);
    if (result.kind === 'rejected') throw new AppError('CONFLICT', `${result.path}: ${result.message}`);
    context.write(result.bytes);
    return Promise.resolve(0);
  },
};

function readEdit(text: string): Edit {
  const at = text.indexOf('=');
  if (at < 1) throw new AppError('BAD_INPUT', `Usage: ${editVerb.usage}`);
  return { path: text.slice(0, at), text: text.slice(at + 1) };
}
