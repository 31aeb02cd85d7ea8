import { join } from 'node:path';
import { app, ipcMain, protocol, session } from 'electron';
import { openCore } from '../../src-main/app/core-server.ts';
import { declareAppScheme, serveAppScheme } from '../../src-main/shell-electron/app-protocol.ts';
import { handleIpc } from '../../src-main/shell-electron/ipc.ts';
import { guardSession } from '../../src-main/shell-electron/page-guards.ts';
import { shellTextsFor } from '../../src-main/shell-electron/shell-texts.ts';
import { createWindows } from '../../src-main/shell-electron/windows.ts';
import { createEchoApp } from '../fakes/echo-app.ts';

/** The Electron shell's own parts around an echoing application: for what its wire and guards do, without a store. */
const [dataDir = '', rendererDir = '', preloadPath = ''] = process.argv.slice(2);

declareAppScheme(protocol);
await app.whenReady();
guardSession(session.defaultSession);
serveAppScheme(protocol, rendererDir);
const link = await openCore({ dataDir, shell: 'electron', createApp: () => Promise.resolve(createEchoApp()) });
const windows = createWindows({
  link,
  preloadPath,
  boundsPath: join(dataDir, 'window.json'),
  isPackaged: false,
  texts: shellTextsFor(app.getLocale()),
});
handleIpc({ ipcMain, link, openWindow: windows.open, openOutside: () => undefined });
app.on('window-all-closed', () => app.quit());
app.on('will-quit', () => void link.close());
windows.open('/');
