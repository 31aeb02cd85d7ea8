import { parentPort, workerData } from 'node:worker_threads';
import type { LaneSetup } from './worker/protocol.ts';
import { serveRole } from './worker/serve-role.ts';

/** Entry of every database thread; `workerData.role` says which one this is. */
if (parentPort !== null) serveRole(parentPort, workerData as LaneSetup);
