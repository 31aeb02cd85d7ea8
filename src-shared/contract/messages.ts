import { z } from 'zod';
import { indexedMessage, keySource, messageStatus, messageStatuses } from '../domain/indexed-message.ts';
import { cursor, done, pageLimit } from './common.ts';
import { administrators, command, event, operators, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const channelPlace = z.object({ connectionId: z.string(), channelId: z.string() });
const named = channelPlace.extend({ channelName: z.string() });

/** All parts narrow. `text` in the search's grammar, as far as a header can answer it. Times ms UTC, `to` excluded. */
const messageFilter = z.object({
  connectionId: z.string().nullable(),
  channelId: z.string().nullable(),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  text: z.string().max(2000).nullable(),
  status: messageStatus.nullable().default(null),
});

/**
 * What an answer covers. `since`: everything that came to the indexed channels from then on is in it, ms UTC; null = some of them are not level yet
 * or none is indexed. `behind`: channels that are still being read. `notIndexed`: channels whose key source is off, so that nothing is known of them.
 */
const coverage = z.object({
  since: z.number().int().nullable(),
  indexed: count,
  behind: z.array(named),
  notIndexed: z.array(named),
});

/** `text`: the sender's list as pasted or read from a file; `from`: since when to look, ms UTC, null = all that is indexed. */
const senderList = z.object({
  connectionId: z.string().nullable(),
  channelId: z.string().nullable(),
  from: z.number().int().nullable(),
  text: z.string().max(2_000_000),
});

/** What is known of one id. *absent*: in none of the channels searched. *ambiguous*: a channel had it more than once. *unsearched*: no channel is indexed. */
export const reconcileAnswers = [...messageStatuses, 'absent', 'ambiguous', 'unsearched'] as const;

export const messages = {
  procedures: {
    /**
     * Any messages by their header, newest first. `nextCursor` not null = there is more to look at, even where `items` is empty;
     * `searchedTo`: nothing older was looked at yet, ms UTC. @throws BAD_INPUT `search.fault.*`
     */
    search: query({
      access: readers,
      audit: 'search',
      input: z.object({ filter: messageFilter, cursor, limit: pageLimit }),
      output: z.object({
        items: z.array(indexedMessage),
        nextCursor: cursor,
        searchedTo: z.number().int().nullable(),
        coverage,
      }),
    }),
    /**
     * One page of what is older than the index, asked of the engines; as `search`, but each call looks through 200 messages of one channel
     * and costs the engine a row of its audit, with *content* two. `channel`: the one asked, `searchedTo`: when its oldest of them came, ms UTC.
     * `left` of `channels` are not read to their end yet. @throws BAD_INPUT, ENGINE_UNREACHABLE, ENGINE_PROTOCOL
     */
    searchEngine: query({
      access: readers,
      audit: 'search',
      input: z.object({ filter: messageFilter, cursor: z.string().max(200_000).nullable() }),
      output: z.object({
        items: z.array(indexedMessage),
        nextCursor: cursor,
        channel: z.string().nullable(),
        searchedTo: z.number().int().nullable(),
        channels: count,
        left: count,
      }),
    }),
    /** One answer per id, in the order of the list. BAD_INPUT when it holds no id or more than 10 000. */
    reconcile: query({
      access: readers,
      audit: 'search',
      input: z.object({ filter: senderList }),
      output: z.object({
        items: z.array(
          z.object({ id: z.string(), answer: z.enum(reconcileAnswers), messages: z.array(indexedMessage) }),
        ),
        coverage,
      }),
    }),
    /** The same as CSV; ids that could be a person's number are masked. */
    exportReconciliation: command({
      access: operators,
      input: z.object({ filter: senderList }),
      output: z.object({ csv: z.string() }),
    }),
    /** How far each channel is indexed and what that costs the engine, of the environment shown. */
    channels: query({
      access: readers,
      input: z.object({ connectionId: z.string().nullable() }),
      output: z.object({
        items: z.array(
          named.extend({
            keySource: keySource.nullable(),
            isDecided: z.boolean(),
            /** Findings about measurement units are kept of what is read. */
            judgesUnits: z.boolean(),
            keyColumns: z.array(z.string()),
            windowHours: z.number().int(),
            since: z.number().int().nullable(),
            isBehind: z.boolean(),
            gaps: count,
            unread: count,
            auditRowsPerDay: count,
            busyMsPerMinute: count,
          }),
        ),
        budgets: z.array(z.object({ connectionId: z.string(), percent: z.number() })),
      }),
    }),
    /**
     * `keySource` null = by itself: custom columns where the channel has some that tell ids, else off. `judgesUnits`: whether units are judged and
     * counted in what is read with its content, and in failed messages; left out = as it was.
     */
    setChannel: command({
      access: administrators,
      input: channelPlace.extend({
        keySource: keySource.nullable(),
        windowHours: z.number().int().min(1).max(720),
        judgesUnits: z.boolean().optional(),
      }),
      output: done,
    }),
    /** Share of the wall time that questions for the index may take of one engine, in percent. */
    setBudget: command({
      access: administrators,
      input: z.object({ connectionId: z.string(), percent: z.number().min(1).max(50) }),
      output: done,
    }),
  },
  events: {
    indexed: event({
      payload: z.object({ connectionId: z.string() }),
      stale: [
        'messages.search',
        'messages.channels',
        'messages.reconcile',
        'views.counts',
        'expectations.overdue',
        'expectations.counts',
      ],
    }),
  },
};
