import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Cdp } from './cdp.ts';
import {
  isolatedWorldName,
  isolatedWorldSource,
  mainWorldSource,
  receiveFunction,
  sendBinding,
} from './page-worlds.ts';
import { record } from './recorder.ts';
import { fromBrowserAddress, originOf, toBrowserAddress } from './scheme-host.ts';
import { createWireText } from './wire-text.ts';

export type Frame = { url: string; origin: string; parent: Frame | null };
export type InvokeEvent = { sender: WebContents; senderFrame: Frame | null };
export type Invoke = (event: InvokeEvent, name: string, args: unknown[]) => Promise<unknown>;
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

const wire = createWireText();

/** One page. Events and methods as Electron's `webContents`, as far as our shell uses them. */
export class WebContents extends EventEmitter {
  readonly mainFrame: Frame = { url: '', origin: 'null', parent: null };
  openHandler: OpenHandler = () => ({ action: 'allow' });
  readonly #cdp: Cdp;
  readonly #invoke: Invoke;
  #sessionId = '';
  #targetId = '';
  #worldId: number | null = null;
  #isLoadAsked = false;
  #isDestroyed = false;
  #waiting: string[] = [];

  constructor(cdp: Cdp, invoke: Invoke) {
    super();
    this.#cdp = cdp;
    this.#invoke = invoke;
  }

  get targetId(): string {
    return this.#targetId;
  }

  async attach(targetId: string, preloadPath: string): Promise<void> {
    this.#targetId = targetId;
    const { sessionId } = await this.#cdp.send('Target.attachToTarget', { targetId, flatten: true });
    this.#sessionId = String(sessionId);
    this.#listen();
    const secret = `standin-${randomBytes(8).toString('hex')}`;
    const isolated = isolatedWorldSource(secret, readFileSync(preloadPath, 'utf8'));
    await this.#send('Runtime.enable');
    await this.#send('Page.enable');
    await this.#send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] });
    await this.#send('Runtime.addBinding', { name: sendBinding, executionContextName: isolatedWorldName });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(secret) });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: isolatedWorldName });
  }

  async loadURL(url: string): Promise<void> {
    this.#isLoadAsked = true;
    await this.#send('Page.navigate', { url: toBrowserAddress(url) });
  }

  send(name: string, ...args: unknown[]): void {
    this.#deliver({ kind: 'message', name, args });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroyed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
  }

  #send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.#cdp.send(method, params, this.#sessionId);
  }

  #on(method: string, handler: (params: never) => void): void {
    this.#cdp.on(method, (params, sessionId) => {
      if (sessionId === this.#sessionId) handler(params as never);
    });
  }

  #listen(): void {
    this.#on('Runtime.executionContextCreated', ({ context }: { context: { id: number; name: string } }) => {
      if (context.name === isolatedWorldName) this.#worldIs(context.id);
    });
    this.#on('Runtime.executionContextsCleared', () => this.#worldIs(null));
    this.#on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name === sendBinding) void this.#answer(payload);
    });
    this.#on('Fetch.requestPaused', (paused: Paused) => this.#decide(paused));
    this.#on('Page.frameNavigated', ({ frame }: { frame: { url: string; parentId?: string } }) => {
      const isMainFrame = frame.parentId === undefined;
      if (isMainFrame) this.#frameIs(frame.url);
      this.emit('did-start-navigation', { isMainFrame, isSameDocument: false });
    });
    this.#on('Page.navigatedWithinDocument', ({ url }: { url: string }) => {
      this.#frameIs(url);
      this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    });
    this.#on('Page.domContentEventFired', () => this.emit('dom-ready'));
    this.#on('Page.loadEventFired', () => this.emit('did-finish-load'));
  }

  #frameIs(address: string): void {
    const url = fromBrowserAddress(address);
    Object.assign(this.mainFrame, { url, origin: originOf(url) });
  }

  #worldIs(id: number | null): void {
    this.#worldId = id;
    if (id === null) this.#waiting = [];
    for (const text of this.#waiting.splice(0)) this.#evaluate(text);
  }

  /** Asked for by `loadURL`, or by the page itself: only then does Electron ask the shell. */
  #decide({ requestId, request }: Paused): void {
    let isPrevented = false;
    if (!this.#isLoadAsked) {
      const preventDefault = (): void => {
        isPrevented = true;
      };
      this.emit('will-navigate', { url: fromBrowserAddress(request.url), preventDefault });
      record('navigation', { url: request.url, isPrevented });
    }
    this.#isLoadAsked = false;
    const decided = isPrevented
      ? this.#send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : this.#send('Fetch.continueRequest', { requestId });
    void decided.catch(() => undefined);
  }

  async #answer(payload: string): Promise<void> {
    const { id, name, args } = wire.read(payload) as { id: number; name: string; args: unknown[] };
    try {
      const value = await this.#invoke({ sender: this, senderFrame: this.mainFrame }, name, args);
      this.#deliver({ kind: 'reply', id, ok: true, value });
    } catch (error) {
      const value = `Error invoking remote method '${name}': ${String(error)}`;
      this.#deliver({ kind: 'reply', id, ok: false, value });
    }
  }

  #deliver(message: object): void {
    const text = wire.write(message);
    if (this.#worldId === null) this.#waiting.push(text);
    else this.#evaluate(text);
  }

  #evaluate(text: string): void {
    const expression = `${receiveFunction}(${JSON.stringify(text)})`;
    // A page that goes away takes its answers with it.
    void this.#send('Runtime.evaluate', { expression, contextId: this.#worldId }).catch(() => undefined);
  }
}

type Paused = { requestId: string; request: { url: string } };
