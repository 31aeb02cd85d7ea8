import type { ReadableDatabase, WritableDatabase } from '../sqlite/database.ts';
import type { Checkpointer } from './checkpoint.ts';
import type { SealedReader, SealedWriter } from './record-keys.ts';

/** What the operations of the journal's writing thread work with; each call is one savepoint of a group commit. */
export type JournalWriterContext = { journal: WritableDatabase; sealed: SealedWriter; checkpointer: Checkpointer };

export type JournalReaderContext = {
  journal(): ReadableDatabase;
  sealed(): SealedReader;
  checkpointsPath: string;
  turn(): Promise<void>;
};
