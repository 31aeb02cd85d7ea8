import { WebSocket } from 'ws';

type Handler = (params: Record<string, unknown>, sessionId: string | null) => void;
type Open = { resolve(result: Record<string, unknown>): void; reject(error: Error): void };

/** Chromium's debugging protocol over one WebSocket; pages are sessions of it (flat mode). */
export type Cdp = {
  send(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>;
  on(method: string, handler: Handler): void;
  close(): void;
};

export async function connectCdp(address: string): Promise<Cdp> {
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
  const open = new Map<number, Open>();
  const handlers = new Map<string, Handler[]>();
  let lastId = 0;
  socket.on('message', (text: Buffer) => {
    const { id, method, params, result, error, sessionId } = JSON.parse(text.toString());
    if (method) for (const handler of handlers.get(method) ?? []) handler(params, sessionId ?? null);
    const waiting = open.get(id);
    open.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  });
  socket.on('close', () => {
    for (const { reject } of open.values()) reject(new Error('Chromium has ended.'));
    open.clear();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  return {
    send(method, params = {}, sessionId) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
      });
    },
    on(method, handler) {
      handlers.set(method, [...(handlers.get(method) ?? []), handler]);
    },
    close: () => socket.close(),
  };
}
