import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { type CallRequest, ipcNames, ipcRequest } from '../../src-shared/contract/protocol.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';
import type { CoreLink } from '../app/core-link.ts';
import { failureReply } from '../app/failure-reply.ts';
import { appOrigin } from './app-protocol.ts';

export type IpcDeps = {
  ipcMain: Pick<IpcMain, 'handle'>;
  link: CoreLink;
  /** Shows an in-app address in a new window, after the core has allowed it. */
  openWindow(address: string): void;
  /** Shows a web address in the person's browser, after the core has read it from what it keeps. */
  openOutside(address: string): void;
};

type OpenCalls = Map<number, AbortController>;

/**
 * The one IPC name from page to core. Only the top frame of our own page is heard: a frame of another origin, or one
 * inside our page, gets FORBIDDEN whatever it asks.
 */
export function handleIpc({ ipcMain, link, openWindow, openOutside }: IpcDeps): void {
  const openByPage = new WeakMap<WebContents, OpenCalls>();

  ipcMain.handle(ipcNames.invoke, async (event, message: unknown): Promise<Reply<unknown> | null> => {
    if (!isOwnPage(event)) return failureReply('FORBIDDEN', 'Not a page of this console.');
    const parsed = ipcRequest.safeParse(message);
    if (!parsed.success) return failureReply('BAD_INPUT', 'Not a call.');
    const open = openByPage.get(event.sender) ?? watchPage(event.sender, openByPage);
    if (parsed.data.kind === 'call') return answer(parsed.data, open);
    open.get(parsed.data.id)?.abort();
    return null;
  });

  async function answer({ id, name, input, sessionToken }: CallRequest, open: OpenCalls): Promise<Reply<unknown>> {
    if (open.has(id)) return failureReply('BAD_INPUT', 'A call with this id is open.');
    const controller = new AbortController();
    open.set(id, controller);
    try {
      const reply = await link.call({ name, input, sessionToken }, controller.signal);
      if (name === 'windows.open' && reply.ok) openWindow((input as { address: string }).address);
      if (name === 'groups.openRunbook' && reply.ok) openOutside((reply.value as { address: string }).address);
      return reply;
    } finally {
      open.delete(id);
    }
  }
}

function isOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === appOrigin;
}

/** Calls of a page that is reloaded or closed are cancelled. */
function watchPage(page: WebContents, openByPage: WeakMap<WebContents, OpenCalls>): OpenCalls {
  const open: OpenCalls = new Map();
  openByPage.set(page, open);
  const cancelAll = (): void => {
    for (const controller of open.values()) controller.abort();
  };
  page.on('destroyed', cancelAll);
  page.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) cancelAll();
  });
  return open;
}
