import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { get } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { fault } from './mirth-faults.ts';
import { sourceOf, stageOf } from './mirth-message-mapping.ts';
import { type MirthReader, messagePath } from './mirth-messages.ts';
import type { MirthSentenceKey } from './mirth-sentences.ts';
import { toInteger } from './mirth-xml.ts';

/** A message as it can be sent again, or why it cannot. *incomplete*: only the engine itself could put it together. */
export type WholeRaw =
  | { kind: 'whole'; text: string }
  | { kind: 'incomplete'; reasonKey: MirthSentenceKey; count: number }
  | { kind: 'none'; reasonKey: MirthSentenceKey };

type Deps = { client: MirthClient; reader: MirthReader };

/** `${ATTACH:<id>}`, also with channel and message id before it. */
const attachmentToken = /\$\{ATTACH:(?:[^:}]+:){0,2}([^:}]+)\}/g;

/** The source's raw with its attachments put back, as the engine took it in. */
export async function readWholeRaw(deps: Deps, ref: MessageRef, signal: AbortSignal): Promise<WholeRaw> {
  const message = await deps.reader.message(ref, '0', signal);
  const source = message === null ? null : sourceOf(message);
  if (source === null) return { kind: 'none', reasonKey: 'engine.cannot.messageGone' };
  const raw = stageOf(source, 'raw');
  if (raw === null) return { kind: 'none', reasonKey: 'engine.cannot.rawNotStored' };
  if (raw.isEncrypted) return { kind: 'incomplete', reasonKey: 'engine.cannot.rawEncrypted', count: 0 };
  return await putAttachmentsBack(deps.client, { ref, text: raw.text }, signal);
}

/**
 * Text with every attachment token replaced by the attachment's stored text: sent back with tokens, a message loses its attachments
 * without a word (mirth-api fact 3). What is stored for text taken out of HL7 is that text, Base64 as it stood there.
 */
export async function putAttachmentsBack(
  client: MirthClient,
  { ref, text }: { ref: MessageRef; text: string },
  signal: AbortSignal,
): Promise<WholeRaw> {
  const ids = new Set([...text.matchAll(attachmentToken)].map((match) => match[1] ?? ''));
  const textById = new Map<string, string>();
  for (const id of ids) {
    const content = await readAttachmentText(client, ref, id, signal);
    if (content !== null) textById.set(id, content);
  }
  const count = ids.size - textById.size;
  if (count > 0) return { kind: 'incomplete', reasonKey: 'engine.cannot.attachmentMissing', count };
  return { kind: 'whole', text: text.replace(attachmentToken, (_token, id: string) => textById.get(id) ?? '') };
}

/** Null when the engine has no such attachment (it then answers with an empty one [68c]) or it is no text. */
async function readAttachmentText(
  client: MirthClient,
  ref: MessageRef,
  id: string,
  signal: AbortSignal,
): Promise<string | null> {
  const path = `${messagePath(ref)}/attachments/${encodeURIComponent(id)}`;
  const root = await client.askXml(get('message', path), signal);
  const content = root?.textAt('content') ?? '';
  return content.trim() === '' ? null : decodeStrictly(Buffer.from(content, 'base64'));
}

/** UTF-8 text, null when the bytes are none. */
export function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // bytes that are no text are an answer here, not a failure
  }
}

/** `<long>new id</long>`. @throws AppError OUTCOME_UNKNOWN: the engine said yes, but not to what */
export function readNewId(text: string, place: { host: string; port: number }): string {
  const id = toInteger(text);
  if (id === null) throw fault('OUTCOME_UNKNOWN', 'engine.reason.outcomeUnknown', place);
  return String(id);
}
