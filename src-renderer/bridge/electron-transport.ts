import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import type { ElectronBridge } from '../../src-shared/contract/protocol.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';
import { cancelledReply, shellLostReply } from './lost-reply.ts';
import type { Transport } from './transport.ts';

/** The contract over the two IPC names that the preload exposes. */
export function createElectronTransport(bridge: ElectronBridge): Transport {
  let lastId = 0;

  async function call<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    sessionToken: string | null,
    signal?: AbortSignal,
  ): Promise<Reply<OutputOf<Name>>> {
    if (signal?.aborted) return cancelledReply();
    lastId += 1;
    const id = lastId;
    const cancel = () => void bridge.invoke({ kind: 'cancel', id }).catch(() => null);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return (await bridge.invoke({ kind: 'call', id, name, input, sessionToken })) as Reply<OutputOf<Name>>;
    } catch {
      return signal?.aborted ? cancelledReply() : shellLostReply();
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  const isDoneByShell = (): void => undefined;
  return {
    call,
    onPush: (listener) => bridge.onEvent(listener),
    openAddress: isDoneByShell,
    openOutside: isDoneByShell,
  };
}
