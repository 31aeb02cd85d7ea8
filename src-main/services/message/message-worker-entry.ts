import { entryPath } from '../../platform/entry-path.ts';

/** What runs in the threads that read large bodies. */
export const messageWorker = entryPath(import.meta.url, 'message-worker');
