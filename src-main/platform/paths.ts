import { chmod, mkdir } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** Where a data folder is when none is named: the usual place of the operating system. */
export function defaultDataDir(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Vaktbord');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Vaktbord');
  return join(absoluteOr(environment.XDG_DATA_HOME, join(homedir(), '.local', 'share')), 'vaktbord');
}

/** Where key files are kept: never in the data folder (design §7). */
export function defaultConfigDir(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Vaktbord');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Preferences', 'Vaktbord');
  return join(absoluteOr(environment.XDG_CONFIG_HOME, join(homedir(), '.config')), 'vaktbord');
}

/**
 * Makes the folder when it is missing and readable by its owner only.
 * @throws AppError STORE_UNAVAILABLE when it cannot be made or used
 */
export async function openDataDir(path: string): Promise<string> {
  const dataDir = resolve(path);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') await chmod(dataDir, 0o700);
  } catch (cause) {
    throw new AppError('STORE_UNAVAILABLE', `The data folder ${dataDir} cannot be used: check its owner and rights.`, {
      cause,
      messageKey: 'errors.dataDir',
      params: { path: dataDir },
    });
  }
  return dataDir;
}

/** The login name of the operating system, for the first account; empty when it has none. */
export function osUserName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the user table, as in some containers.
    return '';
  }
}

/** The XDG rules say that a relative path is to be ignored. */
function absoluteOr(path: string | undefined, otherwise: string): string {
  return path !== undefined && isAbsolute(path) ? path : otherwise;
}
