import { useEffect, useRef, useState } from 'react';
import { filePieceBytes } from '../../../../src-shared/contract/message-file.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { CallError } from '../../../bridge/call-error.ts';

/** `name` stays on this page: it may be a patient's. */
export type OpenedFile = { ref: MessageRef; name: string; sizeBytes: number; sha256: string };
export type FileState =
  | { kind: 'none' }
  | { kind: 'reading'; part: number }
  | { kind: 'open'; file: OpenedFile }
  | { kind: 'failed'; error: CallError | null };

/** One message file: given to the core in pieces, held there in memory, and closed with the page. */
export function useMessageFile() {
  const { client } = useBridge();
  const [state, setState] = useState<FileState>({ kind: 'none' });
  const held = useRef<MessageRef | null>(null);

  async function close(): Promise<void> {
    const ref = held.current;
    held.current = null;
    setState({ kind: 'none' });
    // Gone already is as good as closed.
    if (ref) await client.call('message.closeFile', { ref }).catch(() => undefined);
  }

  async function open(blob: Blob, name: string): Promise<void> {
    await close();
    const fileId = crypto.randomUUID();
    try {
      let offset = 0;
      do {
        setState({ kind: 'reading', part: blob.size === 0 ? 0 : offset / blob.size });
        const bytes = new Uint8Array(await blob.slice(offset, offset + filePieceBytes).arrayBuffer());
        await client.call('message.putFile', { fileId, offset, bytes });
        offset += bytes.length;
      } while (offset < blob.size);
      const file = await client.call('message.openFile', { fileId });
      held.current = file.ref;
      setState({ kind: 'open', file: { ...file, name } });
    } catch (error) {
      setState({ kind: 'failed', error: error instanceof CallError ? error : null });
    }
  }

  const latestClose = useRef(close);
  latestClose.current = close;
  useEffect(() => () => void latestClose.current(), []);
  return { state, open, close };
}
