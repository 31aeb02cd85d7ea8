import { resolve } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { coreProcedures } from '../app/core-procedures.ts';
import { coreFlags, readFlags, withCore } from './core-flags.ts';
import type { ExitCode, Verb } from './verb.ts';

/** A consistent copy of everything that cannot be fetched again, also while the core runs. Prints the copied files as JSON. */
export const backupVerb: Verb = {
  usage: 'backup TARGET_DIR [--data DIR]',
  async run(args, context) {
    const config = { args, allowPositionals: true, options: coreFlags } as const;
    const { values, positionals } = readFlags(config, backupVerb.usage);
    const [target, ...rest] = positionals;
    if (target === undefined || rest.length > 0) throw new AppError('BAD_INPUT', `Usage: ${backupVerb.usage}`);
    return withCore<ExitCode>({ ...values, 'no-practice': true }, context, async ({ link }) => {
      const input = { targetDir: resolve(target) };
      const reply = await link.call({ name: coreProcedures.backup, input, sessionToken: null }, context.signal);
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
      context.print(JSON.stringify(reply.value));
      context.explain(
        'The copy opens only with a key of this folder: keep the key file or passphrase in another place.',
      );
      return 0;
    });
  },
};
