import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { fileConnectionId, type MessageHeader, type MessageRef } from '../../../src-shared/domain/message.ts';
import type { HandlersOf, PersonContext } from '../../app/handler.ts';
import { notOpen, type OpenFiles } from './open-files.ts';

type FileHandlers = Pick<HandlersOf<'message'>, 'putFile' | 'openFile' | 'closeFile'>;

/** `onClosed`: nothing of that file may be held any longer. */
export function createFileHandlers(files: OpenFiles, onClosed: (ref: MessageRef) => void): FileHandlers {
  return {
    async putFile(piece, context) {
      files.put(context.account.accountId, piece);
      return { done: true };
    },
    async openFile({ fileId }, context) {
      const opened = files.open(context.account.accountId, fileId);
      const { sizeBytes, sha256 } = opened;
      context.describe({ target: `${fileConnectionId}/${fileId}`, summary: `${sizeBytes} bytes, sha256 ${sha256}` });
      return opened;
    },
    async closeFile({ ref }, context) {
      files.close(context.account.accountId, ref);
      onClosed(ref);
      return { done: true };
    },
  };
}

/** Lets nobody at a file of somebody else, whatever is asked of it. */
export function guardFiles(handlers: HandlersOf<'message'>, files: OpenFiles): HandlersOf<'message'> {
  const guard = (handler: AnyHandler): AnyHandler => {
    return async (input, context) => {
      if (refsIn(input).some((ref) => !files.owns(context.account.accountId, ref))) throw notOpen();
      return handler(input, context);
    };
  };
  const guarded = Object.entries(handlers).map(([name, handler]) => [name, guard(handler as AnyHandler)]);
  return Object.fromEntries(guarded) as HandlersOf<'message'>;
}

type AnyHandler = (input: object, context: PersonContext) => Promise<unknown>;

function refsIn(input: object): MessageRef[] {
  const parts: unknown[] = [input, ...Object.values(input)];
  const named = parts.flatMap((part) =>
    typeof part === 'object' && part !== null && 'ref' in part ? [part.ref as MessageRef] : [],
  );
  return 'refs' in input ? [...named, ...(input.refs as MessageRef[])] : named;
}

const fileSourceId = '0';

/** A file as a message: one source and what it holds. */
export function fileAsMessage(
  ref: MessageRef,
  { sizeBytes, header }: { sizeBytes: number; header: MessageHeader },
): Omit<OutputOf<'message.get'>, 'revealedUntil'> {
  return {
    ref,
    channelName: '',
    receivedAt: header.messageAt ?? 0,
    originalNativeId: null,
    header,
    connectors: [
      {
        connectorId: fileSourceId,
        name: fileConnectionId,
        role: 'source',
        state: 'received',
        receivedAt: null,
        sentAt: null,
        respondedAt: null,
        sendAttempts: 0,
        target: null,
        error: null,
        acknowledgementCode: null,
        expectsAck: null,
        nextChannelId: null,
        stages: [{ stage: 'raw', sizeBytes, dataType: header.messageType ?? '' }],
      },
    ],
    missingDestinations: [],
    attachmentCount: 0,
    isGone: false,
    isFromCache: false,
  };
}
