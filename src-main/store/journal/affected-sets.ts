import {
  type AffectedMessage,
  type AffectedNote,
  type AffectedSet,
  affectedMessage,
  affectedSet,
} from '../../../src-shared/domain/affected-set.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import type { AffectedPart } from '../affected-store.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import * as queries from './affected-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import type { SealedReader } from './record-keys.ts';

const mostNotes = 200;
const recordIdOf = (setId: string): string => `affected/${setId}`;
const noteRecordIdOf = (note: number): string => `affected-note/${note}`;

type Route = Omit<queries.AffectedRouteRow, 'route'>;

export const affectedWriterOperations = {
  /** A part of a set that is not frozen yet. What its messages share is written once. */
  putAffectedMessages(
    { journal }: JournalWriterContext,
    { setId, position, messages }: { setId: string; position: number; messages: AffectedMessage[] },
  ): void {
    const known = journal.all<queries.AffectedRouteRow>(queries.listAffectedRoutes, { setId });
    const routes = new Map(known.map(({ route, ...names }) => [routeText(names), route]));
    messages.forEach((message, index) => {
      const names = routeOf(message);
      const key = routeText(names);
      let route = routes.get(key);
      if (route === undefined) {
        route = routes.size;
        routes.set(key, route);
        journal.run(queries.insertAffectedRoute, {
          setId,
          route,
          connectionId: names.connection_id,
          channelId: names.channel_id,
          channelName: names.channel_name,
          messageType: names.message_type,
          sender: names.sender,
          receiver: names.receiver,
        });
      }
      const { nativeId, status, receivedAt, header } = message;
      journal.run(queries.insertAffectedMessage, {
        ...{ setId, position: position + index, route, nativeId, status, receivedAt },
        messageControlId: header.messageControlId,
        isUncertain: message.isUncertain ? 1 : 0,
      });
    });
  },

  putAffectedSet(
    { journal, sealed }: JournalWriterContext,
    { set, environment }: { set: AffectedSet; environment: Environment },
  ): void {
    const { setId, frozenAt, frozenBy: person, channelName, hash, counts, coverage, name } = set;
    const { text, ...filter } = set.filter;
    const record = { recordId: recordIdOf(setId), at: frozenAt };
    const close = (field: string, plain: string) => sealed.seal(record, field, plain).sealed;
    journal.run(queries.insertAffectedSet, {
      ...{ setId, environment, frozenAt, person, channelName, hash },
      filter: JSON.stringify(filter),
      facts: JSON.stringify({ counts, coverage }),
      nameSealed: close('name', name ?? ''),
      textSealed: text === null ? null : close('text', text),
    });
  },

  putAffectedNote(
    { journal, sealed }: JournalWriterContext,
    { setId, note: written }: { setId: string; note: AffectedNote & { text: string } },
  ): void {
    const note = journal.get<{ note: number }>(queries.nextAffectedNote)?.note ?? 1;
    const { at, person, text } = written;
    const textSealed = sealed.seal({ recordId: noteRecordIdOf(note), at }, 'text', text).sealed;
    journal.run(queries.insertAffectedNote, { note, setId, at, person, textSealed });
  },

  dropUnfinishedSets({ journal }: JournalWriterContext, _nothing: null): number {
    let dropped = 0;
    for (let after = ''; ; ) {
      const setId: string | null =
        journal.get<{ set_id: string | null }>(queries.nextMessagesSet, { after })?.set_id ?? null;
      if (setId === null) return dropped;
      after = setId;
      if (journal.get(queries.isAffectedSet, { setId }) !== undefined) continue;
      journal.run(queries.deleteUnfinishedMessages, { setId });
      journal.run(queries.deleteUnfinishedRoutes, { setId });
      dropped += 1;
    }
  },
};

export const affectedReaderOperations = {
  listAffectedSets(
    { journal, sealed }: JournalReaderContext,
    { environment, cursor, limit }: { environment: Environment; cursor: string | null; limit: number },
  ): { items: AffectedSet[]; nextCursor: string | null } {
    const [beforeAt, beforeId] =
      cursor === null ? [Number.MAX_SAFE_INTEGER, ''] : decodeCursor(cursor, ['number', 'string']);
    const asked = { environment, beforeAt, beforeId, limit: limit + 1 };
    const rows = journal().all<queries.AffectedSetRow>(queries.listAffectedSets, asked);
    const items = rows.slice(0, limit).map((row) => toSet(row, sealed()));
    const last = items.at(-1);
    const nextCursor = rows.length > limit && last ? encodeCursor([last.frozenAt, last.setId]) : null;
    return { items, nextCursor };
  },

  getAffectedSet(
    { journal, sealed }: JournalReaderContext,
    asked: { setId: string; environment: Environment },
  ): AffectedSet | null {
    const row = journal().get<queries.AffectedSetRow>(queries.getAffectedSet, asked);
    return row === undefined ? null : toSet(row, sealed());
  },

  affectedMessages(
    { journal }: JournalReaderContext,
    { setId, part, cursor, limit }: { setId: string; part: AffectedPart; cursor: string | null; limit: number },
  ): { items: AffectedMessage[]; nextCursor: string | null } {
    const database = journal();
    const [after] = cursor === null ? [-1] : decodeCursor(cursor, ['number']);
    const routes = new Map(
      database.all<queries.AffectedRouteRow>(queries.listAffectedRoutes, { setId }).map((row) => [row.route, row]),
    );
    const isNarrowed = part.receiver !== null || part.sender !== null;
    const chosen = [...routes.values()].filter(
      ({ receiver, sender }) =>
        (part.receiver === null || part.receiver === (receiver ?? '')) &&
        (part.sender === null || part.sender === (sender ?? '')),
    );
    const rows = database.all<queries.AffectedMessageRow>(queries.listAffectedMessages, {
      ...{ setId, after, status: part.status, limit: limit + 1 },
      routes: isNarrowed ? JSON.stringify(chosen.map(({ route }) => route)) : null,
      isUncertain: part.isUncertain === null ? null : Number(part.isUncertain),
    });
    const page = rows.slice(0, limit);
    const items = page.flatMap((row) => {
      const route = routes.get(row.route);
      return route === undefined ? [] : [toMessage(row, route)];
    });
    const last = page.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.position]) : null };
  },

  affectedNotes({ journal, sealed }: JournalReaderContext, { setId }: { setId: string }): AffectedNote[] {
    return journal()
      .all<{ note: number; at: number; person: string; text_sealed: Uint8Array }>(queries.listAffectedNotes, {
        setId,
        limit: mostNotes,
      })
      .map(({ note, at, person, text_sealed: text }) => ({
        at,
        person,
        text: sealed().openText(noteRecordIdOf(note), text, 'text'),
      }));
  },
};

function routeOf({ connectionId, channelId, channelName, header }: AffectedMessage): Route {
  return {
    connection_id: connectionId,
    channel_id: channelId,
    channel_name: channelName,
    message_type: header.messageType,
    sender: header.sender,
    receiver: header.receiver,
  };
}

function routeText(route: Route): string {
  const { connection_id, channel_id, channel_name, message_type, sender, receiver } = route;
  return JSON.stringify([connection_id, channel_id, channel_name, message_type, sender, receiver]);
}

function toMessage(row: queries.AffectedMessageRow, route: queries.AffectedRouteRow): AffectedMessage {
  return {
    connectionId: route.connection_id,
    channelId: route.channel_id,
    nativeId: row.native_id,
    channelName: route.channel_name,
    status: affectedMessage.shape.status.parse(row.status),
    receivedAt: row.received_at,
    header: {
      messageControlId: row.message_control_id,
      messageType: route.message_type,
      sender: route.sender,
      receiver: route.receiver,
    },
    isUncertain: row.is_uncertain === 1,
  };
}

function toSet(row: queries.AffectedSetRow, sealed: SealedReader): AffectedSet {
  const recordId = recordIdOf(row.set_id);
  const text = sealed.openText(recordId, row.text_sealed, 'text');
  return affectedSet.parse({
    ...JSON.parse(row.facts),
    setId: row.set_id,
    name: sealed.openText(recordId, row.name_sealed, 'name'),
    frozenAt: row.frozen_at,
    frozenBy: row.person,
    channelName: row.channel_name,
    filter: { ...JSON.parse(row.filter), text },
    hash: row.hash,
  });
}
