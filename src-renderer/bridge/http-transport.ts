import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';
import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import { frameType, httpPaths, type Push, secretHeader } from '../../src-shared/contract/protocol.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';
import { createEventSocket } from './event-socket.ts';
import { cancelledReply, shellEndedReply, shellLostReply } from './lost-reply.ts';
import type { Transport } from './transport.ts';

export type HttpTransportDeps = {
  /** Own origin, without a trailing slash. */
  origin: string;
  /** The second secret; null when this page was opened without a launch address. */
  secret: string | null;
};

/** The contract over POST and WebSocket to the loopback shell that served this page. */
export function createHttpTransport({ origin, secret }: HttpTransportDeps): Transport {
  const listeners = new Set<(push: Push) => void>();
  const push = (each: Push) => {
    for (const listener of listeners) listener(each);
  };
  const socket = createEventSocket({ url: `${origin.replace(/^http/, 'ws')}${httpPaths.events}`, secret, push });

  async function call<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    sessionToken: string | null,
    signal?: AbortSignal,
  ): Promise<Reply<OutputOf<Name>>> {
    try {
      const answer = await fetch(`${origin}${httpPaths.rpc}${name}`, {
        method: 'POST',
        headers: { 'content-type': frameType, [secretHeader]: secret ?? '' },
        body: encodeFrame({ input, sessionToken }),
        signal: signal ?? null,
      });
      if (answer.status === 401) {
        push({ kind: 'ended', reason: 'stopped' });
        return shellEndedReply();
      }
      if (!answer.ok) return shellLostReply();
      return decodeFrame(new Uint8Array(await answer.arrayBuffer())) as Reply<OutputOf<Name>>;
    } catch {
      return signal?.aborted ? cancelledReply() : shellLostReply();
    }
  }

  return {
    call,
    onPush(listener) {
      listeners.add(listener);
      socket.open();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) socket.close();
      };
    },
    openAddress: (address) => void window.open(`${origin}/#${address}`, '_blank', 'noopener'),
    openOutside: (address) => void window.open(address, '_blank', 'noopener,noreferrer'),
  };
}
