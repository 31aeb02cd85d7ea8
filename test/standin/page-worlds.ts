import { createWireText } from './wire-text.ts';

/**
 * The two worlds of a page with a preload script. They share the window but no object: what crosses goes by events
 * whose detail the browser clones between worlds. Everything here runs in the page; nothing of Node is there.
 */
export const isolatedWorldName = 'preload';
export const sendBinding = 'standinSend';
export const receiveFunction = 'standinReceive';

/** Source for the page's own world: waits for what the preload exposes. */
export function mainWorldSource(secret: string): string {
  return `(${mainWorld})(${createBridgeEnd}, ${JSON.stringify(secret)});`;
}

/** Source for the preload's world: `electron` as a sandboxed preload sees it, then the built preload itself. */
export function isolatedWorldSource(secret: string, preload: string): string {
  const names = JSON.stringify({ sendBinding, receiveFunction });
  const body = `(require, module, exports) => {${preload}\n}`;
  return `(${isolatedWorld})(${createBridgeEnd}, ${createWireText}, ${JSON.stringify(secret)}, ${names}, ${body});`;
}

type Value = unknown;
type AnyFunction = (...args: Value[]) => Value;
type World = {
  top: unknown;
  addEventListener(name: string, listener: (event: { detail: Value }) => void): void;
  dispatchEvent(event: unknown): void;
  [key: string]: unknown;
};

/** One end of the bridge. `call` runs a function of the other world; its result comes back within the same turn. */
function createBridgeEnd(secret: string, own: string, other: string) {
  const world = globalThis as unknown as World;
  const makeEvent = (name: string, detail: Value): unknown =>
    new (world.CustomEvent as new (name: string, init: { detail: Value }) => unknown)(name, { detail });
  const functions = new Map<number, AnyFunction>();
  const settlers = new Map<number, (settled: { ok: boolean; value: Value }) => void>();
  let lastId = 0;
  let answer: { ok: boolean; value: Value } | null = null;

  function raise(kind: string, detail: Value): void {
    world.dispatchEvent(makeEvent(`${secret}:${other}:${kind}`, detail));
  }
  function hear(kind: string, listener: (detail: never) => void): void {
    world.addEventListener(`${secret}:${own}:${kind}`, (event) => listener(event.detail as never));
  }
  function encode(value: Value): Value {
    if (typeof value === 'function') {
      lastId += 1;
      functions.set(lastId, value as AnyFunction);
      return { standin: 'function', id: lastId };
    }
    if (value instanceof Promise) {
      lastId += 1;
      const id = lastId;
      value.then(
        (result) => raise('settled', { id, ok: true, value: encode(result) }),
        (error) => raise('settled', { id, ok: false, value: error instanceof Error ? error.message : String(error) }),
      );
      return { standin: 'promise', id };
    }
    if (Array.isArray(value)) return value.map(encode);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return { standin: 'object', pairs: Object.entries(value).map(([key, item]) => [key, encode(item)]) };
  }
  function decode(value: Value): Value {
    if (Array.isArray(value)) return value.map(decode);
    const {
      standin,
      id = 0,
      pairs = [],
    } = (value ?? {}) as { standin?: string; id?: number; pairs?: [string, Value][] };
    if (standin === 'function') return (...args: Value[]) => call(id, args);
    if (standin === 'promise') {
      return new Promise((resolve, reject) => {
        settlers.set(id, ({ ok, value: result }) => (ok ? resolve(decode(result)) : reject(new Error(String(result)))));
      });
    }
    if (standin !== 'object') return value;
    const decoded = {};
    for (const [key, item] of pairs) {
      Object.defineProperty(decoded, key, {
        value: decode(item),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return decoded;
  }
  function call(id: number, args: Value[]): Value {
    answer = null;
    // What cannot be cloned throws here, as the real bridge does.
    raise('call', structuredClone({ id, args: encode(args) }));
    const { ok, value } = answer ?? { ok: false, value: 'The other world does not answer.' };
    if (!ok) throw new Error(String(value));
    return decode(value);
  }
  hear('call', ({ id, args }: { id: number; args: Value }) => {
    try {
      raise('answer', { ok: true, value: encode(functions.get(id)?.(...(decode(args) as Value[]))) });
    } catch (error) {
      raise('answer', { ok: false, value: error instanceof Error ? error.message : String(error) });
    }
  });
  hear('answer', (given: { ok: boolean; value: Value }) => {
    answer = given;
  });
  hear('settled', (settled: { id: number; ok: boolean; value: Value }) => {
    settlers.get(settled.id)?.(settled);
    settlers.delete(settled.id);
  });
  return { raise, hear, encode, decode };
}

function mainWorld(createEnd: typeof createBridgeEnd, secret: string): void {
  const world = globalThis as unknown as World;
  if (world.top !== world) return;
  const end = createEnd(secret, 'page', 'preload');
  end.hear('expose', ({ key, api }: { key: string; api: Value }) => {
    const value = end.decode(api);
    if (typeof value === 'object' && value !== null) Object.freeze(value);
    Object.defineProperty(world, key, { value, enumerable: true, writable: false, configurable: false });
  });
}

type Names = { sendBinding: string; receiveFunction: string };
type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;
type Received = { kind: string; id: number; name: string; args: Value[]; ok: boolean; value: string };
type Listener = (event: object, ...args: Value[]) => void;

function isolatedWorld(
  createEnd: typeof createBridgeEnd,
  createWire: typeof createWireText,
  secret: string,
  names: Names,
  preload: Preload,
): void {
  const world = globalThis as unknown as World;
  if (world.top !== world) return;
  const wire = createWire();
  const end = createEnd(secret, 'preload', 'page');
  const listeners = new Map<string, Set<Listener>>();
  const open = new Map<number, { resolve(value: Value): void; reject(error: Error): void }>();
  let lastId = 0;
  const send = (message: object): void => (world[names.sendBinding] as (text: string) => void)(wire.write(message));

  world[names.receiveFunction] = (text: string) => {
    const { kind, id, name, args, ok, value } = wire.read(text) as Received;
    if (kind === 'message') for (const listener of listeners.get(name) ?? []) listener({}, ...args);
    if (kind !== 'reply') return;
    const { resolve, reject } = open.get(id) ?? {};
    open.delete(id);
    if (ok) resolve?.(value);
    else reject?.(new Error(value));
  };
  const ipcRenderer = {
    invoke(name: string, ...args: Value[]) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        send({ kind: 'invoke', id, name, args });
      });
    },
    on(name: string, listener: Listener) {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
    },
    removeListener: (name: string, listener: Listener) => void listeners.get(name)?.delete(listener),
  };
  const contextBridge = {
    exposeInMainWorld: (key: string, api: Value) => end.raise('expose', { key, api: end.encode(api) }),
  };
  const module = { exports: {} };
  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${name}`);
  };
  preload(require, module, module.exports);
}
