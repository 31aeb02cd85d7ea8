import type { Body, MessageRef, StageName } from '../../../src-shared/domain/message.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import {
  type BodyRow,
  deleteTrigrams,
  deleteWords,
  findBody,
  findChannel,
  insertBody,
  insertChannel,
  insertTrigrams,
  insertWords,
  renameChannel,
  replaceBody,
} from './failure-queries.ts';
import type { WritablePartition } from './partition-writers.ts';

/** What the text index may know of a body: its text without patient spans; empty = nothing. */
export type IndexText = (body: Body) => string;

/** `channelName` null = not told; a channel first seen without a name takes its id. */
export type BodyPlace = {
  ref: MessageRef;
  connectorId: string;
  stage: StageName;
  channelName: string | null;
  keptAt: number;
};

/** Keeps a body and its text index in a partition. @returns whether it is new there */
export function writeBody(
  partition: WritablePartition,
  place: BodyPlace,
  { body, indexText }: { body: Body; indexText: IndexText },
): boolean {
  const { database } = partition;
  const { ref, connectorId, stage, keptAt } = place;
  const content = { bytes: body.bytes, encoding: body.encoding, fidelity: body.fidelity, keptAt };
  const channelKey = channelKeyOf(partition, ref, place.channelName);
  const { nativeId } = ref;
  const { changes, lastKey } = database.run(insertBody, { channelKey, nativeId, connectorId, stage, ...content });
  if (changes === 1) {
    writeText(database, lastKey, indexText(body));
    return true;
  }
  const known = database.get<BodyRow>(findBody, { ...ref, connectorId, stage });
  if (known !== undefined && Buffer.compare(known.bytes, body.bytes) !== 0) {
    database.run(replaceBody, { bodyKey: known.body_key, ...content });
    database.run(deleteWords, { bodyKey: known.body_key });
    database.run(deleteTrigrams, { bodyKey: known.body_key });
    writeText(database, known.body_key, indexText(body));
  }
  return false;
}

/** The channel's row in this partition, made or renamed when needed. */
export function channelKeyOf(partition: WritablePartition, ref: MessageRef, name: string | null): number {
  const { database, channelKeys } = partition;
  const mapKey = JSON.stringify([ref.connectionId, ref.channelId, name]);
  const remembered = channelKeys.get(mapKey);
  if (remembered !== undefined) return remembered;
  const ids = { connectionId: ref.connectionId, channelId: ref.channelId };
  const row = database.get<{ channel_key: number; name: string }>(findChannel, ids);
  const channelKey = row?.channel_key ?? database.run(insertChannel, { ...ids, name: name ?? ref.channelId }).lastKey;
  if (row !== undefined && name !== null && row.name !== name) database.run(renameChannel, { channelKey, name });
  channelKeys.set(mapKey, channelKey);
  return channelKey;
}

function writeText(database: WritableDatabase, bodyKey: number, text: string): void {
  if (text === '') return;
  database.run(insertWords, { bodyKey, text });
  database.run(insertTrigrams, { bodyKey, text });
}
