import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type Chromium, launchChromium } from './chromium.ts';
import { record } from './recorder.ts';
import { handleScheme, serveSchemes } from './scheme-host.ts';
import { WebContents } from './web-contents.ts';

/**
 * Stands in for the `electron` module: own code, real Chromium. What it proves and what it cannot is in README.md of
 * this folder. Only what our shell uses is here; anything else is missing on purpose, so that its use fails loudly.
 */
let chromium: Chromium | null = null;
const paths = new Map<string, string>();
let isQuitting = false;

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #ready = Promise.withResolvers<void>();

  constructor() {
    super();
    // Electron is ready in a later turn: schemes are declared before.
    setImmediate(() => void this.#start().then(this.#ready.resolve, this.#ready.reject));
  }

  async #start(): Promise<void> {
    chromium = await launchChromium(await serveSchemes());
    for (const event of ['Target.targetCreated', 'Target.targetInfoChanged']) {
      chromium.cdp.on(event, ({ targetInfo }) => BrowserWindow.targetSeen(targetInfo as TargetInfo));
    }
    chromium.cdp.on('Target.targetDestroyed', ({ targetId }) => BrowserWindow.targetDestroyed(String(targetId)));
    await chromium.cdp.send('Target.setDiscoverTargets', { discover: true });
    record('ready', { endpoint: chromium.endpoint });
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true });
    paths.set(name, path);
  }
  getPath(name: string): string {
    return paths.get(name) ?? '';
  }
  requestSingleInstanceLock(): boolean {
    return process.env.STANDIN_SECOND_INSTANCE !== '1';
  }
  getLocale(): string {
    return process.env.STANDIN_LOCALE ?? 'nb';
  }

  quit(): void {
    let isPrevented = false;
    const preventDefault = (): void => {
      isPrevented = true;
    };
    this.emit('before-quit', { preventDefault });
    if (isPrevented) return;
    isQuitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.close();
    this.exit(0);
  }

  exit(code: number): void {
    const closed = chromium?.close() ?? Promise.resolve();
    void closed.finally(() => process.exit(code));
  }
}

export const app: App = new App();

type Bounds = { x: number; y: number; width: number; height: number };
type WindowOptions = Partial<Bounds> & { webPreferences?: { preload?: string; [name: string]: unknown } };
type TargetInfo = { targetId: string; type: string; url: string };

export class BrowserWindow extends EventEmitter {
  static readonly #all: BrowserWindow[] = [];
  static readonly #strangers = new Set<string>();
  readonly webContents: WebContents;
  #bounds: Bounds;
  #isMaximized = false;
  #opened: Promise<void>;

  constructor({ webPreferences = {}, ...options }: WindowOptions) {
    super();
    this.#bounds = { x: 0, y: 0, width: 800, height: 600, ...pickBounds(options) };
    const { cdp } = chromium ?? {};
    if (!cdp) throw new Error('BrowserWindow before the app is ready.');
    this.webContents = new WebContents(cdp, invoke);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    BrowserWindow.#all.push(this);
    record('window', { webPreferences, bounds: this.#bounds });
    this.#opened = this.#open(webPreferences.preload ?? '');
    app.emit('web-contents-created', {}, this.webContents);
  }

  async #open(preload: string): Promise<void> {
    const { width, height } = this.#bounds;
    const params = { url: 'about:blank', newWindow: true, width, height };
    const { targetId } = await chromium!.cdp.send('Target.createTarget', params);
    await this.webContents.attach(String(targetId), preload);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all];
  }
  /** A page that no window of ours asked for: the page opened it by itself. Its address may follow after its creation. */
  static targetSeen({ targetId, type, url }: TargetInfo): void {
    if (type !== 'page' || url === '' || url === 'about:blank' || BrowserWindow.#strangers.has(targetId)) return;
    if (BrowserWindow.#all.some((window) => window.webContents.targetId === targetId)) return;
    BrowserWindow.#strangers.add(targetId);
    const action = BrowserWindow.#all[0]?.webContents.openHandler({ url }).action ?? 'deny';
    record('window-open', { url, action });
    if (action === 'deny') void chromium?.cdp.send('Target.closeTarget', { targetId }).catch(() => undefined);
  }
  static targetDestroyed(targetId: string): void {
    const window = BrowserWindow.#all.find((each) => each.webContents.targetId === targetId);
    if (window) BrowserWindow.#remove(window);
  }
  static #remove(window: BrowserWindow): void {
    const index = BrowserWindow.#all.indexOf(window);
    if (index < 0) return;
    BrowserWindow.#all.splice(index, 1);
    window.webContents.destroyed();
    window.emit('closed');
    if (BrowserWindow.#all.length === 0 && !isQuitting) app.emit('window-all-closed');
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    await this.webContents.loadURL(url);
  }
  close(): void {
    this.emit('close', { preventDefault: () => undefined });
    const { targetId } = this.webContents;
    BrowserWindow.#remove(this);
    void chromium?.cdp.send('Target.closeTarget', { targetId }).catch(() => undefined);
  }
  maximize(): void {
    this.#isMaximized = true;
  }
  isMaximized(): boolean {
    return this.#isMaximized;
  }
  isMinimized(): boolean {
    return false;
  }
  getNormalBounds(): Bounds {
    return this.#bounds;
  }
  show(): void {
    record('window-shown', {});
  }
  hide(): void {}
  restore(): void {}
  focus(): void {}
}

function pickBounds(options: Partial<Bounds>): Partial<Bounds> {
  const names = ['x', 'y', 'width', 'height'] as const;
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}

type IpcHandler = (event: object, ...args: unknown[]) => unknown;
const ipcHandlers = new Map<string, IpcHandler>();

export const ipcMain: { handle(name: string, handler: IpcHandler): void } = {
  handle: (name, handler) => void ipcHandlers.set(name, handler),
};

/** Also the way in for tests that pretend to be a frame of another origin. */
export async function invoke(event: object, name: string, args: unknown[]): Promise<unknown> {
  const handler = ipcHandlers.get(name);
  if (!handler) throw new Error(`No handler registered for '${name}'`);
  return handler(event, ...args);
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: object[]): void => record('schemes', { schemes }),
  handle: handleScheme,
};

/** Like a Linux without a key ring: the key file is used. */
export const safeStorage = {
  isEncryptionAvailable: (): boolean => false,
  getSelectedStorageBackend: (): string => 'unknown',
};

export const screen = {
  getAllDisplays: (): { workArea: Bounds }[] => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

type RequestHandler = (page: null, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = (page: null, permission: string) => boolean;
const permissions: { request: RequestHandler; check: CheckHandler; device: () => boolean } = {
  request: (_page, _permission, answer) => answer(true),
  check: () => true,
  device: () => true,
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: RequestHandler): void => {
      permissions.request = handler;
    },
    setPermissionCheckHandler: (handler: CheckHandler): void => {
      permissions.check = handler;
    },
    setDevicePermissionHandler: (handler: () => boolean): void => {
      permissions.device = handler;
    },
  },
};

/** What the shell answers to a page's request for a permission. */
export function askPermission(permission: string): Promise<{ request: boolean; check: boolean; device: boolean }> {
  return new Promise((resolve) => {
    permissions.request(null, permission, (request) =>
      resolve({ request, check: permissions.check(null, permission), device: permissions.device() }),
    );
  });
}

type MenuItem = { label?: string; role?: string; click?: () => void; submenu?: MenuItem[] };

export class Menu {
  readonly items: MenuItem[];
  constructor(items: MenuItem[]) {
    this.items = items;
  }
  static buildFromTemplate(items: MenuItem[]): Menu {
    return new Menu(items);
  }
  static setApplicationMenu(menu: Menu): void {
    record('menu', { labels: menu.items.map((item) => item.label ?? item.role) });
  }
}

export class Tray extends EventEmitter {
  setToolTip(text: string): void {
    record('tray', { text });
  }
  setContextMenu(): void {}
  destroy(): void {}
}

export class Notification {
  readonly #note: object;
  constructor(note: object) {
    this.#note = note;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    record('notification', this.#note);
  }
}

export const nativeImage = { createFromPath: (path: string): { path: string } => ({ path }) };
export const dialog = {
  showErrorBox: (title: string, text: string): void => record('error-box', { title, text }),
  /** Nobody is there to answer: the safe choice. */
  showMessageBoxSync(
    _window: BrowserWindow,
    { message, cancelId = 0 }: { message: string; cancelId?: number },
  ): number {
    record('message-box', { message });
    return cancelId;
  },
};

export const shell = {
  openExternal(url: string): Promise<void> {
    record('open-outside', { url });
    return Promise.resolve();
  },
};
