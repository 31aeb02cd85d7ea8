import { filePieceBytes } from '../../../../src-shared/contract/message-file.ts';
import { fileConnectionId, type MessageRef } from '../../../../src-shared/domain/message.ts';
import { CallError } from '../../../bridge/call-error.ts';
import type { Client } from '../../../bridge/client.ts';

/** `name` stays on this page: it may be a patient's. */
export type OpenedFile = { ref: MessageRef; name: string; sizeBytes: number; sha256: string };
export type FileState =
  | { kind: 'none' }
  | { kind: 'reading'; part: number }
  | { kind: 'open'; file: OpenedFile }
  | { kind: 'failed'; error: CallError | null };

type MessageFileDeps = {
  call: Client['call'];
  /** Who opens it; null = not known, then a file that was left half-way is dropped by the core's own limits. */
  accountId: () => string | null;
  onState: (state: FileState) => void;
};

/** One file at a time. What is opened last counts: a file that was overtaken, or left while it was read, is closed in the core and never shown. */
export type MessageFile = { open(blob: Blob, name: string): Promise<void>; close(): Promise<void> };

export function createMessageFile({ call, accountId, onState }: MessageFileDeps): MessageFile {
  let held: MessageRef | null = null;
  let run = 0;

  // Gone already is as good as closed.
  const drop = async (ref: MessageRef): Promise<void> => {
    await call('message.closeFile', { ref }).catch(() => undefined);
  };

  async function abandon(fileId: string): Promise<void> {
    const channelId = accountId();
    if (channelId !== null) await drop({ connectionId: fileConnectionId, channelId, nativeId: fileId });
  }

  async function close(): Promise<void> {
    run += 1;
    const ref = held;
    held = null;
    onState({ kind: 'none' });
    if (ref) await drop(ref);
  }

  async function put(blob: Blob, fileId: string, isOvertaken: () => boolean): Promise<void> {
    let offset = 0;
    do {
      onState({ kind: 'reading', part: blob.size === 0 ? 0 : offset / blob.size });
      const bytes = new Uint8Array(await blob.slice(offset, offset + filePieceBytes).arrayBuffer());
      if (isOvertaken()) return;
      await call('message.putFile', { fileId, offset, bytes });
      if (isOvertaken()) return;
      offset += bytes.length;
    } while (offset < blob.size);
  }

  async function open(blob: Blob, name: string): Promise<void> {
    const closed = close();
    const own = run;
    const isOvertaken = () => own !== run;
    await closed;
    if (isOvertaken()) return;
    const fileId = crypto.randomUUID();
    try {
      await put(blob, fileId, isOvertaken);
      const file = isOvertaken() ? null : await call('message.openFile', { fileId });
      if (file === null || isOvertaken()) return await abandon(fileId);
      held = file.ref;
      onState({ kind: 'open', file: { ...file, name } });
    } catch (error) {
      await abandon(fileId);
      if (!isOvertaken()) onState({ kind: 'failed', error: error instanceof CallError ? error : null });
    }
  }

  return { open, close };
}
