import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';
import type { EventPosition, Hello, Push } from '../../src-shared/contract/protocol.ts';

export type EventSocketDeps = { url: string; secret: string | null; push: (push: Push) => void };

const firstDelayMs = 500;
const longestDelayMs = 15_000;

/**
 * The stream of pushes over one WebSocket, opened anew after a loss with growing, jittered pauses; resumes after the last position seen.
 * Says `link: down` while there is no socket. Stops for good once the shell says `ended`.
 */
export function createEventSocket({ url, secret, push }: EventSocketDeps): { open(): void; close(): void } {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let after: EventPosition | null = null;
  let failures = 0;
  let wanted = false;

  function connect(): void {
    const mine = new WebSocket(url);
    mine.binaryType = 'arraybuffer';
    socket = mine;
    mine.addEventListener('open', () => {
      const hello: Hello = { kind: 'hello', secret: secret ?? '', after };
      mine.send(encodeFrame(hello));
    });
    mine.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) receive(decodeFrame(new Uint8Array(data)) as Push);
    });
    mine.addEventListener('close', () => {
      if (socket !== mine) return;
      socket = null;
      if (wanted) retryLater();
    });
  }

  function receive(each: Push): void {
    if (failures > 0) push({ kind: 'link', state: 'up' });
    failures = 0;
    if (each.kind === 'gap' || each.kind === 'events') after = each.position;
    if (each.kind === 'ended') wanted = false;
    push(each);
  }

  function retryLater(): void {
    if (failures === 0) push({ kind: 'link', state: 'down' });
    const delay = reconnectDelayMs(failures, Math.random());
    failures += 1;
    timer = setTimeout(connect, delay);
  }

  return {
    open() {
      if (wanted) return;
      wanted = true;
      connect();
    },
    close() {
      wanted = false;
      clearTimeout(timer);
      socket?.close();
      socket = null;
    },
  };
}

/** Doubles from half a second to 15 s, of which half is chance. @param chance 0..1 */
export function reconnectDelayMs(failures: number, chance: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
  return Math.round(full / 2 + (full / 2) * chance);
}
