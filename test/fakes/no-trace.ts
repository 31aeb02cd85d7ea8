import type { IndexedTrace } from '../../src-shared/domain/trace/indexed-trace.ts';

/** Of a message whose content was not read and that went nowhere, as far as anyone tells. */
export const noTrace: IndexedTrace = { facts: null, destinations: [], endedAt: null, parent: null };
