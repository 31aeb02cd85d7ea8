import { spawn } from 'node:child_process';

type Opener = { command: string; args: (address: string) => string[] };

const openers: Partial<Record<NodeJS.Platform, Opener>> = {
  linux: { command: 'xdg-open', args: (address) => [address] },
  darwin: { command: 'open', args: (address) => [address] },
  // Not through `start`: the command interpreter would read the address.
  win32: { command: 'rundll32', args: (address) => ['url.dll,FileProtocolHandler', address] },
};

/**
 * Asks the desktop to show an address. A machine without a desktop or a browser has only the printed address.
 * @returns false when there is nothing to ask
 */
export function openInBrowser(address: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const opener = openers[process.platform];
  const hasDesktop = process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  if (!opener || !hasDesktop) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(opener.command, opener.args(address), { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
