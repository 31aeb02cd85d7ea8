import type { PushedEvent } from '../../src-shared/contract/index.ts';
import type { EventPosition, Push } from '../../src-shared/contract/protocol.ts';

export type EventPush = Extract<Push, { kind: 'gap' | 'events' }>;

/** Where a feed writes. While `canSend` is false nothing is sent; the owner calls `pump` when there is room again. */
export type FeedTarget = { send(push: EventPush): void; canSend(): boolean };
export type EventFeed = { pump(): void; close(): void };

/**
 * The last events of one core, kept once for all readers. A reader that is slow holds no copy: it has a place in
 * the stream, and when that place has been dropped it gets one `gap` instead of the events it missed.
 */
export type EventStream = {
  position(): EventPosition;
  /** Appends the next event; one that does not follow the last is taken as a gap before it. */
  append(event: PushedEvent): void;
  /** Another core, or a hole: every reader gets a `gap`. */
  reset(position: EventPosition): void;
  /** @param after resume behind this position; null, too old or of another epoch = begin with a `gap` */
  openFeed(target: FeedTarget, after: EventPosition | null): EventFeed;
};

const keptEvents = 20_480;
const batchSize = 500;

type Reader = { target: FeedTarget; epoch: string | null; sequence: number };

export function createEventStream(start: EventPosition, keep: number = keptEvents): EventStream {
  let { epoch, sequence: last } = start;
  let kept: PushedEvent[] = [];
  const readers = new Set<Reader>();
  let isScheduled = false;

  function pump(reader: Reader): void {
    while (readers.has(reader) && reader.target.canSend()) {
      const oldest = last - kept.length;
      if (reader.epoch !== epoch || reader.sequence < oldest || reader.sequence > last) {
        reader.epoch = epoch;
        reader.sequence = last;
        reader.target.send({ kind: 'gap', position: { epoch, sequence: last } });
        continue;
      }
      if (reader.sequence === last) return;
      const from = reader.sequence - oldest;
      const events = kept.slice(from, from + batchSize);
      reader.sequence += events.length;
      reader.target.send({ kind: 'events', events, position: { epoch, sequence: reader.sequence } });
    }
  }

  /** Events of one turn leave together. */
  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      for (const reader of readers) pump(reader);
    });
  }

  return {
    position: () => ({ epoch, sequence: last }),
    append(event) {
      if (event.sequence !== last + 1) kept = [];
      kept.push(event);
      last = event.sequence;
      // Cut in large steps: dropping one at a time would move the whole list for every event.
      if (kept.length > keep * 1.25) kept = kept.slice(-keep);
      schedule();
    },
    reset(position) {
      ({ epoch, sequence: last } = position);
      kept = [];
      for (const reader of readers) reader.epoch = null;
      schedule();
    },
    openFeed(target, after) {
      const reader: Reader = { target, epoch: after?.epoch ?? null, sequence: after?.sequence ?? 0 };
      readers.add(reader);
      schedule();
      return { pump: () => pump(reader), close: () => void readers.delete(reader) };
    },
  };
}
