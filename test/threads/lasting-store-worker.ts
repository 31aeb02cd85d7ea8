import { type MessagePort, parentPort } from 'node:worker_threads';
import type { LaneSetup } from '../../src-main/store/worker/protocol.ts';
import { serveRole } from '../../src-main/store/worker/serve-role.ts';

/** Entry of a database thread that serves one store after another; see `start-thread.ts`. */
parentPort?.on('message', ({ port, setup }: { port: MessagePort; setup: LaneSetup }) => serveRole(port, setup));
