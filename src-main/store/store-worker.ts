import { parentPort, workerData } from 'node:worker_threads';
import { createCacheWriterLane } from './worker/cache-writer-lane.ts';
import { createCheckerLane } from './worker/checker-lane.ts';
import { createJournalWriterLane } from './worker/journal-writer-lane.ts';
import type { LaneSetup } from './worker/protocol.ts';
import { createReaderLane } from './worker/reader-lane.ts';
import { serveRequests } from './worker/serve-lane.ts';

/** Entry of every database thread; `workerData.role` says which one this is. */
const setup = workerData as LaneSetup;
const createByRole = {
  'cache-writer': createCacheWriterLane,
  'journal-writer': createJournalWriterLane,
  reader: createReaderLane,
  checker: createCheckerLane,
};

if (parentPort !== null) serveRequests(parentPort, createByRole[setup.role](setup));
