import type { MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from './shell-texts.ts';

export type MenuActions = { openWindow(): void; quit(): void; isPackaged: boolean };

/** Without a menu, Electron gives no copy, paste or zoom keys. Developer tools are not in a packaged program. */
export function applicationMenu(texts: ShellTexts, actions: MenuActions): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = actions.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'toggleDevTools' }];
  return [
    {
      label: texts.file,
      submenu: [
        { label: texts.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: actions.openWindow },
        { type: 'separator' },
        { label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: texts.view,
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...developer,
      ],
    },
    { label: texts.window, submenu: [{ role: 'minimize' }, { role: 'close' }] },
  ];
}

export function trayMenu(
  texts: ShellTexts,
  actions: Pick<MenuActions, 'openWindow' | 'quit'>,
): MenuItemConstructorOptions[] {
  return [
    { label: texts.show, click: actions.openWindow },
    { label: texts.quit, click: actions.quit },
  ];
}
