import '../platform/lean-heap.ts';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
} from 'electron';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { parseShellOptions, type ShellOptions } from '../app/shell-options.ts';
import { type ShellCore, startCore } from '../app/start-core.ts';
import { createSystemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { declareAppScheme, serveAppScheme } from './app-protocol.ts';
import { handleIpc } from './ipc.ts';
import { applicationMenu, trayMenu } from './menu.ts';
import { guardSession } from './page-guards.ts';
import { openOsKeyStore } from './safe-storage.ts';
import { type ShellTexts, shellTextsFor } from './shell-texts.ts';
import { createWindows, type Windows } from './windows.ts';

/** The console in a window of its own. One process per data folder; starting it again shows the window that is there. */
const here = fileURLToPath(new URL('.', import.meta.url));

function main(): void {
  const options = parseShellOptions(ownArguments(process.argv), process.env);
  app.setPath('userData', join(options.dataDir, 'electron'));
  if (!app.requestSingleInstanceLock()) return void app.quit();
  declareAppScheme(protocol);
  app
    .whenReady()
    .then(() => run(options))
    .catch(fail);
}

async function run(options: ShellOptions): Promise<void> {
  guardSession(session.defaultSession);
  serveAppScheme(protocol, join(here, '..', 'renderer'));
  const core = await startCore({
    ...options,
    shell: 'electron',
    clock: createSystemClock(),
    logger: createLogger({ level: 'warn' }),
    osKeyStore: openOsKeyStore(safeStorage, process.platform),
    notifications: { show: (note) => showNotification(note) },
  });
  const windows = createWindows({
    link: core.link,
    preloadPath: join(here, '..', 'preload', 'preload.cjs'),
    boundsPath: join(options.dataDir, 'electron', 'window.json'),
    isPackaged: app.isPackaged,
    texts: shellTextsFor(app.getLocale()),
  });
  handleIpc({ ipcMain, link: core.link, openWindow: windows.open, openOutside });
  showMenus(shellTextsFor(app.getLocale()), windows);
  app.on('second-instance', windows.show);
  app.on('activate', windows.show);
  app.on('window-all-closed', () => app.quit());
  closeCoreBeforeQuit(core);
  windows.open('/');
}

function showNotification({ title, body }: { title: string; body: string }): void {
  if (Notification.isSupported()) new Notification({ title, body }).show();
}

/** The tray lives as long as something refers to it. */
let tray: Tray | null = null;

/** Nothing but a web address: the system would start whatever program another kind of address names. */
function openOutside(address: string): void {
  if (/^https?:$/.test(new URL(address).protocol)) void shell.openExternal(address);
}

function showMenus(texts: ShellTexts, windows: Windows): void {
  const actions = { openWindow: windows.show, quit: () => app.quit() };
  const menuActions = { ...actions, openWindow: () => windows.open('/'), isPackaged: app.isPackaged };
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(texts, menuActions)));
  const icon = nativeImage.createFromPath(join(here, '..', '..', 'resources', 'icons', 'tray.png'));
  tray = new Tray(icon);
  tray.setToolTip('Vaktbord');
  tray.setContextMenu(Menu.buildFromTemplate(trayMenu(texts, actions)));
  tray.on('click', windows.show);
}

/** Quitting waits for the core: a journal that was not closed is checked at length at the next start. */
function closeCoreBeforeQuit(core: ShellCore): void {
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    void core.link
      .close()
      .catch(() => undefined)
      .then(() => {
        isClosed = true;
        tray?.destroy();
        app.quit();
      });
  });
}

function fail(error: unknown): void {
  const text = error instanceof AppError ? error.message : 'Something unexpected happened; see the log.';
  console.error(error instanceof AppError ? text : error);
  dialog.showErrorBox(shellTextsFor(app.getLocale()).cannotStart, text);
  app.exit(1);
}

/** Without the executable, and without the script when Electron was given one; Chromium's own flags are not ours. */
function ownArguments(argv: string[]): string[] {
  const given = argv.slice(app.isPackaged ? 1 : 2);
  return given.filter((argument) => !/^--(no-sandbox|disable-gpu|inspect|remote-debugging)/.test(argument));
}

main();
