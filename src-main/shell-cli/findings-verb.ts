import { AppError } from '../../src-shared/domain/app-error.ts';
import { readFlags } from './core-flags.ts';
import { readMessageFile } from './message-file.ts';
import type { Verb } from './verb.ts';

/** How the unit of every measurement in message files stands to what its code asks for: one JSON line each. Exit 1 when a file cannot be read. */
export const findingsVerb: Verb = {
  usage: 'findings FILE…',
  async run(args, context) {
    const { positionals: files } = readFlags({ args, allowPositionals: true, options: {} }, findingsVerb.usage);
    if (files.length === 0) throw new AppError('BAD_INPUT', `Usage: ${findingsVerb.usage}`);
    const { loadFindings } = await import('../platform/units/find-units.ts');
    const findUnits = await loadFindings();
    let isAllWell = true;
    for (const name of files) {
      try {
        const { bytes, format, options } = readMessageFile(name);
        for (const finding of findUnits(format.measurements(bytes, options)))
          context.print(JSON.stringify({ file: name, ...finding }));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // The other files are still read.
        isAllWell = false;
        context.explain(error.message);
      }
    }
    return isAllWell ? 0 : 1;
  },
};
