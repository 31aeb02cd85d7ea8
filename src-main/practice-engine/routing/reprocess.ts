import type { StoredMessage } from '../messages/message.ts';
import { reattach } from './attachments.ts';
import type { Channel } from './channel.ts';

/** Processes a stored message anew, as a message of its own unless it replaces the old one; nothing when its content is not there any more. */
export async function reprocess(
  channel: Channel,
  message: StoredMessage,
  how: { destinationIds: number[] | null; isReplacing: boolean },
): Promise<void> {
  const raw = message.rows.find((row) => row.metaDataId === 0)?.raw;
  if (raw === null || raw === undefined) return;
  const kept = message.sourceMap.filter(([key]) => !['destinationSet', 'reprocessed', 'replaced'].includes(key));
  await channel.process({
    raw: reattach(raw, message.attachments),
    sourceMap: [
      ...kept,
      ['reprocessed', { type: 'boolean', value: true }],
      ['replaced', { type: 'boolean', value: how.isReplacing }],
    ],
    destinationIds: how.destinationIds,
    originalId: message.messageId,
    replaces: how.isReplacing ? message : null,
  });
}
