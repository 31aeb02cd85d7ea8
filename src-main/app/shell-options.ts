import { parseArgs } from 'node:util';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { defaultConfigDir, defaultDataDir } from '../platform/paths.ts';

/**
 * What every shell may be started with. `port` 0 = any free one. `isPracticeWanted`: start the practice engine while no
 * connection is configured.
 */
export type ShellOptions = {
  dataDir: string;
  configDir: string;
  port: number;
  isBrowserOpened: boolean;
  isPracticeWanted: boolean;
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
 * @throws AppError BAD_INPUT with the usage for an unknown flag or a port that is none
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
  };
}

export function dataDirOf(environment: NodeJS.ProcessEnv): string {
  return environment.VAKTBORD_DATA || defaultDataDir(environment, process.platform);
}

export function configDirOf(environment: NodeJS.ProcessEnv): string {
  return environment.VAKTBORD_CONFIG || defaultConfigDir(environment, process.platform);
}

function parseFlags(args: string[]) {
  try {
    return parseArgs({ args, options: shellFlags, allowPositionals: false }).values;
  } catch (cause) {
    throw new AppError('BAD_INPUT', shellUsage, { cause });
  }
}
