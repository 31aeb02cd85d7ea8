import '../platform/lean-heap.ts';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { parseShellOptions } from '../app/shell-options.ts';
import { startCore } from '../app/start-core.ts';
import { createSystemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { type BrowserShell, startBrowserShell } from './browser-shell.ts';
import { openInBrowser } from './open-in-browser.ts';

/** `npm start` without a window: serves the console to a browser of this machine until Ctrl+C. */
async function main(): Promise<void> {
  const options = parseShellOptions(process.argv.slice(2), process.env);
  const clock = createSystemClock();
  const logger = createLogger({ level: 'warn' });
  const core = await startCore({ ...options, shell: 'browser', clock, logger });
  const shell: BrowserShell = await startBrowserShell({
    link: core.link,
    rendererDir: fileURLToPath(new URL('../renderer', import.meta.url)),
    clock,
    logger,
    port: options.port,
    onTokenReused: () => printReuse(shell),
  }).catch(async (error: unknown) => {
    await core.link.close();
    throw portError(error, options.port);
  });
  stopOnSignals(async () => {
    await shell.close();
    await core.link.close();
  });

  const address = shell.mintAddress();
  printAddress(address);
  if (options.isBrowserOpened) await openInBrowser(address, process.env);
  if (process.stdin.isTTY) {
    console.log('Press Enter for another address, Ctrl+C to stop.');
    createInterface({ input: process.stdin }).on('line', () => printAddress(shell.mintAddress()));
  }
}

/** Scripts and tests read this line; the address in it is a key to the console for five minutes. */
function printAddress(address: string): void {
  console.log(`Open once within 5 minutes: ${address}`);
}

function printReuse(shell: BrowserShell): void {
  console.log('The address was opened a second time, so its session has been ended. If that was not you,');
  console.log('somebody else on this machine has seen it.');
  printAddress(shell.mintAddress());
}

function portError(error: unknown, port: number): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new AppError('CONFLICT', `Port ${port} is in use. Choose another one with --port.`) : error;
}

/** Whoever presses Ctrl+C a second time does not want to wait. The other signals may come twice by themselves: to the group and handed on. */
function stopOnSignals(stop: () => Promise<void>): void {
  let isStopping = false;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (isStopping && name === 'SIGINT') process.exit(1);
      if (isStopping) return;
      isStopping = true;
      void stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof AppError ? error.message : error);
  process.exit(error instanceof AppError && error.code === 'BAD_INPUT' ? 2 : 1);
});
