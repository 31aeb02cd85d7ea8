import { z } from 'zod';
import type { PushedEvent } from './index.ts';

export { bridgeKey, ipcNames } from './ipc-names.ts';

/**
 * How the contract travels between a shell's page, the shell and the core. Three wires carry the same shapes:
 *
 * - HTTP + WebSocket (browser shell). Every POST body, POST answer and WebSocket message is one frame (`frame.ts`).
 *   `POST /rpc/<name>` with `rpcBody`, answered 200 with a frame of `Reply`; closing the request cancels the call.
 *   Any other status is a refusal by the shell with one line of text: 401 = this page has no session (any more).
 *   `WS /events`: the first message is `hello`, then the shell sends `Push` messages until one side closes.
 * - IPC (Electron shell). `window.vaktbord` is an `ElectronBridge`; values cross by structured clone.
 * - The local socket of the core. Each frame is preceded by its length (u32, big-endian): `SocketRequest` one way,
 *   `SocketMessage` the other.
 *
 * The second secret of the browser shell: `/launch?token=…` sets the HttpOnly cookie and redirects to `/#s=<secret>`.
 * A fragment never reaches a server. The page moves it to localStorage[`secretStorageKey`], cleans its address with
 * `history.replaceState`, and sends it as `secretHeader` on every POST and in `hello`. Alone it opens nothing.
 *
 * `windows.open` is dispatched like any command; on an ok reply the *shell* opens the window: Electron's main process
 * by itself, in the browser shell the page with `window.open(address, '_blank', 'noopener')`.
 */
export const frameType = 'application/vnd.vaktbord.frame';
export const httpPaths = { launch: '/launch', rpc: '/rpc/', events: '/events' } as const;
export const launchParameter = 'token';
export const secretFragmentKey = 's';
export const secretStorageKey = 'vaktbord.secret';
export const secretHeader = 'x-vaktbord-secret';

/** Upper bound of one request, in bytes; larger ones are refused (413, close code 1009, or a closed socket). */
export const requestLimitBytes = 32 * 1024 * 1024;
/** Upper bound of one answer or push, in bytes. */
export const answerLimitBytes = 128 * 1024 * 1024;

/** Body of a POST; the procedure's name is in the path. */
export const rpcBody = z.object({ input: z.unknown(), sessionToken: z.string().max(500).nullable() });
export type RpcBody = z.infer<typeof rpcBody>;

const callId = z.number().int().nonnegative();

/** `id` is the caller's own, unique while the call is open. */
export const callRequest = rpcBody.extend({ kind: z.literal('call'), id: callId, name: z.string().max(200) });
export type CallRequest = z.infer<typeof callRequest>;

export const cancelRequest = z.object({ kind: z.literal('cancel'), id: callId });
export type CancelRequest = z.infer<typeof cancelRequest>;

/** A place in the stream of events. `epoch` names one life of the core; sequences of different epochs cannot be compared. */
export const eventPosition = z.object({ epoch: z.string().max(100), sequence: z.number().int().nonnegative() });
export type EventPosition = z.infer<typeof eventPosition>;

/** First WebSocket message. `after` null = events from now on; else the last position seen: what is still known is sent again. */
export const hello = z.object({
  kind: z.literal('hello'),
  secret: z.string().max(200),
  after: eventPosition.nullable(),
});
export type Hello = z.infer<typeof hello>;

/**
 * What a shell pushes to its page.
 * - `gap`: events were missed (start, resume too late, another core, a slow reader): everything may be stale.
 *   Also the first push of every connection that does not resume; `position` is where the stream stands now.
 * - `events`: in order and without holes after the last `gap` or `events`.
 * - `link`: whether the shell reaches its core; calls fail with STORE_UNAVAILABLE (retryable) while `down`.
 * - `ended`: the shell's session is over; a new launch address is needed.
 */
export type Push =
  | { kind: 'gap'; position: EventPosition }
  | { kind: 'events'; events: PushedEvent[]; position: EventPosition }
  | { kind: 'link'; state: 'up' | 'down' }
  | { kind: 'ended'; reason: 'token-reused' | 'stopped' };

export const ipcRequest = z.discriminatedUnion('kind', [callRequest, cancelRequest]);
export type IpcRequest = z.infer<typeof ipcRequest>;

/** What the preload exposes. `invoke` of a call resolves to a `Reply`, of a cancel to null. */
export type ElectronBridge = {
  invoke(request: IpcRequest): Promise<unknown>;
  onEvent(listener: (push: Push) => void): () => void;
};

/**
 * `hello` comes first on the local socket; `shell` is taken from it for every call of this connection. A `version` other than the core's own
 * is answered by `refused` and the end of the connection: contract and core are built together. Null = from before versions were told.
 */
export const socketRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    shell: z.enum(['electron', 'browser', 'cli', 'core']),
    version: z.string().max(100).nullable().default(null),
  }),
  callRequest,
  cancelRequest,
]);
export type SocketRequest = z.infer<typeof socketRequest>;

export type SocketMessage =
  | { kind: 'reply'; id: number; reply: unknown }
  | { kind: 'refused'; version: string }
  | Exclude<Push, { kind: 'link' | 'ended' }>;
