import type { MessageRef } from '../../../src-shared/domain/message.ts';

/** `<connection>/<channel>/<native id>` for an address; ids only, never anything about a patient. */
export function messageAddress(ref: MessageRef): string {
  return [ref.connectionId, ref.channelId, ref.nativeId].map(encodeURIComponent).join('/');
}

type Params = Partial<Record<'connectionId' | 'channelId' | 'nativeId', string | undefined>>;

/** The message an address names; null when it names none. */
export function messageRefOf({ connectionId, channelId, nativeId }: Params): MessageRef | null {
  return connectionId && channelId && nativeId ? { connectionId, channelId, nativeId } : null;
}
