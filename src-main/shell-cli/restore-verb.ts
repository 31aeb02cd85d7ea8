import { resolve } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { restoreData } from '../app/restore-data.ts';
import { configDirOf, dataDirOf, passphraseOf } from '../app/shell-options.ts';
import { readFlags } from './core-flags.ts';
import type { Verb } from './verb.ts';

/** Puts a backup into a new or empty data folder, after its sums and its key have been proved. Prints the files as JSON. */
export const restoreVerb: Verb = {
  usage: 'restore BACKUP_DIR [--data NEW_DIR]',
  run(args, context) {
    const config = { args, allowPositionals: true, options: { data: { type: 'string' } } } as const;
    const { values, positionals } = readFlags(config, restoreVerb.usage);
    const [backupDir, ...rest] = positionals;
    if (backupDir === undefined || rest.length > 0) throw new AppError('BAD_INPUT', `Usage: ${restoreVerb.usage}`);
    const restored = restoreData({
      backupDir: resolve(backupDir),
      dataDir: resolve(values.data ?? dataDirOf(context.environment)),
      configDir: configDirOf(context.environment),
      passphrase: passphraseOf(context.environment),
    });
    context.print(JSON.stringify(restored));
    return Promise.resolve(0);
  },
};
