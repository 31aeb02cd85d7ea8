import { randomUUID } from 'node:crypto';
import type { StoredAttachment } from '../messages/message.ts';

const embeddedData = /(\^[^|^\r]*\^([^|^\r]*)\^Base64\^)([A-Za-z0-9+/=]{40,})/g;
const token = /\$\{ATTACH:([^}]*)\}/g;

/** Cuts embedded Base64 data out of a message and leaves `${ATTACH:id}` in its place. Source: mirth-api [66]. */
export function extractAttachments(text: string): { text: string; attachments: StoredAttachment[] } {
  const attachments: StoredAttachment[] = [];
  const cut = text.replace(embeddedData, (_all, before: string, subtype: string, base64: string) => {
    const id = randomUUID();
    attachments.push({
      id,
      mediaType: subtype === 'PDF' || subtype === 'pdf' ? 'application/pdf' : 'application/octet-stream',
      base64,
    });
    return `${before}\${ATTACH:${id}}`;
  });
  return { text: cut, attachments };
}

/** Puts attachments back; a token without one becomes nothing, silently, as in the real engine [70n]. */
export function reattach(text: string, attachments: StoredAttachment[]): string {
  const base64ById = new Map(attachments.map((attachment) => [attachment.id, attachment.base64]));
  return text.replace(token, (_all, id: string) => base64ById.get(id) ?? '');
}
