import type { MessagePort } from 'node:worker_threads';
import { createCacheWriterLane } from './cache-writer-lane.ts';
import { createCheckerLane } from './checker-lane.ts';
import { createJournalWriterLane } from './journal-writer-lane.ts';
import type { LaneSetup } from './protocol.ts';
import { createReaderLane } from './reader-lane.ts';
import { serveRequests } from './serve-lane.ts';

const createByRole = {
  'cache-writer': createCacheWriterLane,
  'journal-writer': createJournalWriterLane,
  reader: createReaderLane,
  checker: createCheckerLane,
};

/** Makes the calling thread a database thread, until it is told to close. */
export function serveRole(port: MessagePort, setup: LaneSetup): void {
  serveRequests(port, createByRole[setup.role](setup));
}
