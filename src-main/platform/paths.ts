import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

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
