import type { Session, WebContents } from 'electron';
import { appOrigin } from './app-protocol.ts';

/** A page never leaves its origin, opens no window by itself and embeds nothing. */
export function guardPage(page: WebContents): void {
  page.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${appOrigin}/`)) event.preventDefault();
  });
  page.on('will-redirect', (event) => event.preventDefault());
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The console needs no camera, place, notification or device of the browser; only copying a text by a click. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_page, permission, answer) => answer(isAllowed(permission)));
  session.setPermissionCheckHandler((_page, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
}

function isAllowed(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}
