import { BrowserWindow, dialog, screen } from 'electron';
import { ipcNames, type Push } from '../../src-shared/contract/protocol.ts';
import type { CoreLink } from '../app/core-link.ts';
import { appOrigin } from './app-protocol.ts';
import { guardPage } from './page-guards.ts';
import type { ShellTexts } from './shell-texts.ts';
import { readWindowBounds, writeWindowBounds } from './window-bounds.ts';

export type WindowsDeps = {
  link: CoreLink;
  preloadPath: string;
  boundsPath: string;
  isPackaged: boolean;
  texts: ShellTexts;
};
export type Windows = {
  /** @param address in-app path, `/` for the first page */
  open(address: string): void;
  /** Brings the newest window to the front; opens one when there is none. */
  show(): void;
};

const usualSize = { width: 1440, height: 900 };
const smallestSize = { minWidth: 960, minHeight: 640 };

export function createWindows(deps: WindowsDeps): Windows {
  function open(address: string): void {
    const areas = screen.getAllDisplays().map((display) => display.workArea);
    const isFirst = BrowserWindow.getAllWindows().length === 0;
    const bounds = isFirst ? readWindowBounds(deps.boundsPath, areas) : null;
    const window = new BrowserWindow({
      ...usualSize,
      ...(bounds && { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
      ...smallestSize,
      show: false,
      title: 'Vaktbord',
      webPreferences: {
        preload: deps.preloadPath,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        // A dictionary would be fetched from the internet, and would see what is typed.
        spellcheck: false,
        devTools: !deps.isPackaged,
      },
    });
    if (bounds?.isMaximized) window.maximize();
    guardPage(window.webContents);
    pushEvents(deps.link, window);
    askBeforeLosing(window, deps.texts);
    window.once('ready-to-show', () => window.show());
    window.on('close', () => {
      writeWindowBounds(deps.boundsPath, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    });
    void window.loadURL(`${appOrigin}/#${address}`);
  }

  return {
    open,
    show() {
      const newest = BrowserWindow.getAllWindows().at(-1);
      if (!newest) return open('/');
      if (newest.isMinimized()) newest.restore();
      newest.show();
      newest.focus();
    },
  };
}

/** A page with changes that are kept nowhere holds its window open: without an answer it could never be closed. */
function askBeforeLosing(window: BrowserWindow, texts: ShellTexts): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const chosen = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: texts.unsaved,
      buttons: [texts.stay, texts.leave],
      defaultId: 0,
      cancelId: 0,
    });
    if (chosen === 1) event.preventDefault();
  });
}

/** One feed per window, from its first load on; a reloaded page hears of the gap from its preload. */
function pushEvents(link: CoreLink, window: BrowserWindow): void {
  const page = window.webContents;
  const send = (push: Push): void => {
    if (!page.isDestroyed()) page.send(ipcNames.push, push);
  };
  const target = { send, canSend: () => !page.isDestroyed() };
  page.once('dom-ready', () => {
    const feed = link.events.openFeed(target, null);
    const endRole = link.onRole((role) => send({ kind: 'link', state: role === 'down' ? 'down' : 'up' }));
    page.once('destroyed', () => {
      feed.close();
      endRole();
    });
  });
}
