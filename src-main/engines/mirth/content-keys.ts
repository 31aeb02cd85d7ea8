import type { MessageHeader } from '../../../src-shared/domain/message.ts';
import type { TraceFacts } from '../../../src-shared/domain/trace/trace-facts.ts';
import { readTraced } from '../../../src-shared/formats/read-traced.ts';

/** What the index keeps of a message's content. `messageAt` ms UTC, null = it says none. */
export type ContentKeys = {
  messageAt: number | null;
  header: Omit<MessageHeader, 'messageAt'>;
  patientKeys: string[];
  orderKeys: string[];
  facts: TraceFacts;
};

/** Of a raw body in UTF-8; null for one that its format stumbles over, which must not hide the others. */
export function contentKeysOf(bytes: Uint8Array): ContentKeys | null {
  const traced = readTraced(bytes, { statedEncoding: 'UTF-8' });
  if (traced === null) return null;
  const { facts } = traced;
  const { header, patientKeys, orderKeys } = traced.summary;
  const { messageAt, ...names } = header;
  // A receipt is found by the id of the message that it is about.
  const about = facts.refersTo === null ? [] : [facts.refersTo];
  return { messageAt, header: names, patientKeys, orderKeys: [...orderKeys, ...about], facts };
}
