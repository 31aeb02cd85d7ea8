import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { defaultConfigDir, defaultDataDir } from '../platform/paths.ts';

/**
 * What every shell may be started with. `port` 0 = any free one. `isPracticeWanted`: start the practice engine while no
 * connection is configured. `passphrase` opens, or on first run makes, a slot of its own; null = none given.
 */
export type ShellOptions = {
  dataDir: string;
  configDir: string;
  port: number;
  isBrowserOpened: boolean;
  isPracticeWanted: boolean;
  passphrase: string | null;
};

/** The flags of `npm start`; `start.ts` reads those that choose the shell and hands all of them on. */
export const shellFlags = {
  data: { type: 'string' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  'no-practice': { type: 'boolean' },
  browser: { type: 'boolean' },
  'no-electron': { type: 'boolean' },
} as const;

export const shellUsage = 'Options: --browser --no-electron --port N --data DIR --no-open --no-practice';

/**
 * Flags win over VAKTBORD_DATA and VAKTBORD_CONFIG, those over the usual places of the operating system.
 * @throws AppError BAD_INPUT with the usage for an unknown flag, a port that is none or a passphrase file that cannot be read
 */
export function parseShellOptions(args: string[], environment: NodeJS.ProcessEnv): ShellOptions {
  const values = parseFlags(args);
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new AppError('BAD_INPUT', '--port takes a number from 0 (any free one) to 65535.');
  }
  return {
    dataDir: values.data ?? dataDirOf(environment),
    configDir: configDirOf(environment),
    port,
    isBrowserOpened: values['no-open'] !== true,
    isPracticeWanted: values['no-practice'] !== true,
    passphrase: passphraseOf(environment),
  };
}

export function dataDirOf(environment: NodeJS.ProcessEnv): string {
  return environment.VAKTBORD_DATA || defaultDataDir(environment, process.platform);
}

export function configDirOf(environment: NodeJS.ProcessEnv): string {
  return environment.VAKTBORD_CONFIG || defaultConfigDir(environment, process.platform);
}

/**
 * The passphrase of the data folder, from the file that VAKTBORD_PASSPHRASE_FILE names: an argument or a variable would be seen by others.
 * @throws AppError BAD_INPUT when that file cannot be read or is empty
 */
export function passphraseOf(environment: NodeJS.ProcessEnv): string | null {
  const path = environment.VAKTBORD_PASSPHRASE_FILE;
  if (!path) return null;
  const passphrase = readPassphrase(path);
  if (passphrase === '') throw new AppError('BAD_INPUT', `The passphrase file ${path} is empty or cannot be read.`);
  return passphrase;
}

function readPassphrase(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return ''; // the caller says so, and names the file
  }
}

function parseFlags(args: string[]) {
  try {
    return parseArgs({ args, options: shellFlags, allowPositionals: false }).values;
  } catch (cause) {
    throw new AppError('BAD_INPUT', shellUsage, { cause });
  }
}
